import { MAX_ALERTS_PER_POST } from "#lib/domain/alert/alert.ts";
import type { AlertInput } from "#lib/domain/alert/alert-schema.ts";
import { type AlertText, LONGEST } from "#lib/domain/alert/limits.ts";
import type { SourceAlert, SourcePost } from "#lib/domain/alert/post.ts";
import { characters, hasHiddenCharacters } from "#lib/domain/text.ts";
import { cut } from "./cut.ts";
import { detailsOf } from "./details.ts";
import { hashOf, identityOf } from "./identity.ts";
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
    alert: alertOf(mapped, namespace, type),
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

/** Member by member, because a post may have 1,000 alerts: to build objects and filter them takes twice as long. */
function alertOf(mapped: MappedAlert, namespace: string, type: string): AlertInput {
  const alert: AlertInput = {};
  const set = <Name extends keyof AlertInput>(name: Name, value: AlertInput[Name]): void => {
    if (value !== null && value !== undefined) alert[name] = value;
  };
  set("alert_id", idOf(mapped, namespace, type));
  set("alert_title", cut(mapped.title, LONGEST.alert_title));
  for (const name of TEXTS) set(name, cut(mapped[name], LONGEST[name]));
  set("source_type", cut(mapped.source_type ?? type, LONGEST.source_type));
  set("status", mapped.status);
  set("priority", mapped.test ? "Low" : mapped.priority);
  set("occurred_at", readTime(mapped.occurred_at));
  set("update_at", readTime(mapped.update_at));
  set("details", detailsOf(mapped.details));
  return alert;
}

/** `{type}:{namespace}:{identity}`. The identity is hashed where it couldn't stand in an id as it is. */
function idOf(mapped: MappedAlert, namespace: string, type: string): string | null {
  const prefix = `${type}:${namespace}:`;
  if (mapped.test) return `${prefix}test`;
  const identity = identityOf(mapped);
  if (identity === null) return null;
  const id = `${prefix}${identity}`;
  return fitsAsId(id) ? id : `${prefix}${hashOf(identity)}`;
}

const fitsAsId = (id: string): boolean =>
  (id.length <= LONGEST.alert_id || characters(id) <= LONGEST.alert_id) &&
  id.isWellFormed() &&
  !hasHiddenCharacters(id);
