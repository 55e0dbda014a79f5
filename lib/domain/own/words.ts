import type { Priority } from "#lib/domain/alert/alert.ts";
import type { OwnKind, OwnTopic } from "./own.ts";

/**
 * A state of Tocsin's own while it lasts. `name` is that of the channel or rule; `why` is one sentence about the
 * cause, if it is known.
 */
export type OwnState = OwnTopic & { name: string; why: string | null };

type Words = {
  priority: Priority;
  title: (name: string) => string;
  /** What it means, and what to do. */
  means: string;
  /** What its end is called. */
  end: string;
};

const WORDS: Record<OwnKind, Words> = {
  "channel-failing": {
    priority: "High",
    title: (name) => `Webhook "${name}" is failing`,
    means:
      "Tocsin tries one delivery at a time until the receiver answers, and the others wait: look at the webhook's last failure.",
    end: "The webhook is not failing any more.",
  },
  "channel-refusing": {
    priority: "High",
    title: (name) => `Webhook "${name}" is refusing`,
    means:
      "What is refused is not sent again by itself: correct the webhook or its receiver, then redeliver what failed.",
    end: "The webhook is not refusing any more.",
  },
  "channel-expiring": {
    priority: "Critical",
    title: (name) => `Deliveries to webhook "${name}" expire`,
    means:
      "Find out why the webhook does not deliver, or send it fewer alerts. Then redeliver what expired, as far as it still matters.",
    end: "No more deliveries expire because too many wait.",
  },
  "channel-disabled": {
    priority: "Critical",
    title: (name) => `Tocsin disabled webhook "${name}"`,
    means: "New alerts are not sent to it until somebody enables it again.",
    end: "The webhook is enabled again, or deleted.",
  },
  "rule-failing": {
    priority: "Medium",
    title: (name) => `The expression of rule "${name}" fails`,
    means: "The rule does not match the events on which its expression fails: correct the expression.",
    end: "The expression was changed, or has not failed for a day.",
  },
  "backup-failing": {
    priority: "High",
    title: () => "Backups fail",
    means:
      "Until one succeeds, a lost disk takes everything since the last good backup: remove the cause, or change BACKUP_DIR.",
    end: "A backup was made again, or none is wanted any more.",
  },
  "storage-low": {
    priority: "Critical",
    title: () => "Storage is running low",
    means:
      "When the disk is full, Tocsin can't accept alerts: make room, or keep the history for fewer days (RETENTION_DAYS).",
    end: "There is enough room again.",
  },
};

/** An own alert's fields while its state lasts. */
export function openWords({ kind, name, why }: OwnState): {
  priority: Priority;
  title: string;
  description: string;
} {
  const { priority, title, means } = WORDS[kind];
  return { priority, title: title(name), description: why === null ? means : `${why} ${means}` };
}

export const endWords = (kind: OwnKind): string => WORDS[kind].end;
