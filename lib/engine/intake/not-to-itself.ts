import type { RouteDecision } from "#lib/domain/alert/routing.ts";
import { channelSpokenOf } from "#lib/domain/own/own.ts";
import type { RuleEvent } from "#lib/domain/rule/match.ts";

const OWN_CHANNEL = "This alert is about the webhook itself, so it goes only through others.";

/** Keeps an own alert from the channel that it is about: a failing channel can't tell that it fails. */
export function notToItself({ payload }: RuleEvent, decisions: RouteDecision[]): RouteDecision[] {
  const spokenOf = channelSpokenOf(payload.alert_id);
  if (spokenOf === null) return decisions;
  return decisions.map((decision) =>
    decision.kind === "send" && decision.channelId === spokenOf
      ? { kind: "skip", channelId: spokenOf, reason: "own_channel", message: OWN_CHANNEL }
      : decision,
  );
}
