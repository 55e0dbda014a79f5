import type { Db } from "#db/client.ts";
import { findChannel } from "#db/queries/channels.ts";
import { findEvent, type StoredEvent, statusBefore } from "#db/queries/last-events.ts";
import { readRoutingTable } from "#db/queries/rules.ts";
import { overLastEvents } from "#lib/back-test/last-events.ts";
import { refuseUnknownChannels } from "#lib/domain/channel/known.ts";
import { AppError } from "#lib/domain/errors.ts";
import { isAccessRequestEvent } from "#lib/domain/rule/access-request.ts";
import { type CompiledRule, compileRule, silence } from "#lib/domain/rule/match.ts";
import type { Rule } from "#lib/domain/rule/rule.ts";
import type { RuleTrial, TrialRequest, TriedEvent } from "#lib/domain/rule/trial.ts";
import { bodyOrFault } from "#lib/formats/body-or-fault.ts";
import { masked, requestOf, templateOf } from "#lib/formats/request.ts";
import { settings } from "#lib/settings.ts";

/**
 * Tries a rule on the last 1,000 events, as if it were enabled. Changes nothing. Throws AppError `invalid`
 * with an issue at each unknown channel.
 */
export async function tryRule(db: Db, draft: Rule): Promise<RuleTrial> {
  const channels = channelsOf(db, draft);
  const rule = compileRule({ ...draft, enabled: true });
  const events = await overLastEvents(db, (event) => tryOn(db, rule, event));
  return { tested: events.length, matched: events.filter(({ matched }) => matched).length, channels, events };
}

function channelsOf(db: Db, { channels: chosen }: Rule): RuleTrial["channels"] {
  const { channels } = readRoutingTable(db, Date.now());
  if (chosen === "all") return channels;
  const known = new Set(channels.map(({ id }) => id));
  refuseUnknownChannels(chosen, (id) => known.has(id));
  return channels.filter(({ id }) => chosen.includes(id));
}

async function tryOn(db: Db, { rule, judge }: CompiledRule, event: StoredEvent): Promise<TriedEvent> {
  const { id, seq, payload, details, receivedAt } = event;
  const { alert_id: alertId, alert_title: alertTitle } = payload;
  const told = (reason: TriedEvent["reason"], message: string | null): TriedEvent => {
    return { eventId: id, alertId, alertTitle, receivedAt, matched: reason === null, reason, message };
  };
  if (isAccessRequestEvent(payload.di_event)) return told("no_rule_matched", ACCESS_REQUEST);
  const before = rule.onlyOnChange ? await statusBefore(db, { alertId, seq }) : null;
  const tried = { payload, details, before };
  const verdict = judge(tried);
  if (!verdict.matches) return told("no_rule_matched", `It does not match: ${verdict.why(tried)}.`);
  const silent = silence(rule, tried);
  return told(silent, silent && SILENT[silent]);
}

const ACCESS_REQUEST = "Access Request events are sent by the Access Requests settings, not by rules.";
const SILENT = {
  status_not_selected: "Its conditions hold, but its status is not among those that notify.",
  status_unchanged: "Its conditions hold, but its alert's status stayed as it was.",
};

/**
 * The request that a channel would get for an event by this rule at `now` (ms). Throws AppError `not_found`, or
 * `conflict` if the channel's format can make no body of the event.
 */
export async function trialRequest(
  db: Db,
  { rule, eventId, channelId }: { rule: Rule; eventId: string; channelId: string },
  now = Date.now(),
): Promise<TrialRequest> {
  const [event, channel] = await Promise.all([findEvent(db, eventId), findChannel(db, channelId)]);
  if (event === null || channel === null)
    throw new AppError("not_found", "The event or the channel is gone: try the rule again.");
  const template = templateOf(channel, masked);
  const sent = {
    stored: JSON.stringify(event.payload),
    routed: { ruleId: rule.id, priority: rule.setPriority },
    eventId,
    channelName: channel.name,
    baseUrl: settings().baseUrl,
    details: () => event.details,
  };
  const made = bodyOrFault(() => template.body(sent));
  if (made.body === null) throw new AppError("conflict", made.fault.message);
  return requestOf(template, {
    eventId,
    body: made.body,
    path: template.path(sent),
    hops: event.hops,
    timestamp: Math.floor(now / 1_000),
  });
}
