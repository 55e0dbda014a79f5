import type { Payload } from "#lib/domain/alert/alert.ts";
import type { FormatEvent } from "./format.ts";

/** The payload as the receiver gets it: with the rule's id and priority. */
export function payloadOf({ stored, routed }: FormatEvent): Payload {
  const payload: Payload = JSON.parse(stored);
  return {
    ...payload,
    priority: routed.priority ?? payload.priority,
    rule_id: payload.rule_id ?? routed.ruleId,
  };
}

/** The alert's page in the console; null without a public address. */
export const alertLink = ({ baseUrl }: Pick<FormatEvent, "baseUrl">, alertId: string): string | null =>
  baseUrl === null ? null : `${baseUrl}/alerts/${encodeURIComponent(alertId)}`;
