import { createHash } from "node:crypto";
import { MAX_ALERTS_PER_POST } from "#lib/domain/alert/alert.ts";
import type { AlertInput } from "#lib/domain/alert/alert-schema.ts";
import { type AlertText, LONGEST } from "#lib/domain/alert/limits.ts";
import type { SourceAlert, SourcePost } from "#lib/domain/alert/post.ts";
import { characters, hasHiddenCharacters } from "#lib/domain/text.ts";
import { cut } from "./cut.ts";
import { detailsOf } from "./details.ts";
import { firstText } from "./members.ts";
import { type MappedAlert, type SenderContext, TooManyAlerts } from "./sender.ts";
import { readTime } from "./times.ts";

/**
 * Makes valid alerts of what a sender describes. A sender can't shorten its texts, so they are cut at their
 * limit, and what a field couldn't hold is mended. `type` is the source's type, or the id of a source of one's
 * own. Throws TooManyAlerts.
 */
export function toPost(
  mapped: readonly MappedAlert[],
  context: Pick<SenderContext, "namespace" | "settings">,
  type: string,
): SourcePost {
  if (mapped.length > MAX_ALERTS_PER_POST) throw new TooManyAlerts(mapped.length);
  const alerts = mapped.map((one) => sourceAlert(one, context, type));
  return { alerts, indexed: true, text: JSON.stringify(alerts.map(({ alert }) => alert)) };
}

function sourceAlert(
  mapped: MappedAlert,
  { namespace, settings }: Pick<SenderContext, "namespace" | "settings">,
  type: string,
): SourceAlert {
  return {
    alert: withoutNulls({
      ...textsOf(mapped),
      ...factsOf(mapped, type),
      alert_id: idOf(mapped, namespace, type),
    }),
    idempotency: null,
    sender: { repeats: settings.repeats, endsAt: mapped.endsAt ?? null, test: mapped.test ?? false },
  };
}

const TEXTS = [
  "category",
  "description",
  "di_event",
  "event_description",
  "initiated_by",
  "source_id",
  "source_name",
  "source_url",
] as const satisfies readonly AlertText[];

const textsOf = (mapped: MappedAlert): AlertInput =>
  Object.fromEntries(TEXTS.map((name) => [name, cut(mapped[name], LONGEST[name])]));

function factsOf(mapped: MappedAlert, type: string): AlertInput {
  return {
    alert_title: cut(mapped.title, LONGEST.alert_title),
    status: mapped.status,
    priority: mapped.test ? "Low" : mapped.priority,
    source_type: cut(mapped.source_type ?? type, LONGEST.source_type),
    occurred_at: readTime(mapped.occurred_at),
    update_at: readTime(mapped.update_at),
    details: detailsOf(mapped.details),
  };
}

/** `{type}:{namespace}:{identity}`. The identity is hashed where it couldn't stand in an id as it is. */
function idOf(mapped: MappedAlert, namespace: string, type: string): string | null {
  const prefix = `${type}:${namespace}:`;
  if (mapped.test) return `${prefix}test`;
  const identity = firstText(mapped.identity) ?? titleAndSource(mapped);
  if (identity === null) return null;
  const id = `${prefix}${identity}`;
  const isFine = characters(id) <= LONGEST.alert_id && id.isWellFormed() && !hasHiddenCharacters(id);
  return isFine ? id : `${prefix}${createHash("sha256").update(identity, "utf16le").digest("hex")}`;
}

function titleAndSource({ title, source_name, source_id }: MappedAlert): string | null {
  const told = [firstText(title), firstText(source_name, source_id)].filter((one) => one !== null);
  return told.length === 0 ? null : told.join(" · ");
}

const withoutNulls = (alert: AlertInput): AlertInput =>
  Object.fromEntries(Object.entries(alert).filter(([, value]) => value !== null && value !== undefined));
