import { PAYLOAD_KEYS, type Payload } from "#lib/domain/alert.ts";

/** What the rule that sends an event puts in place of the source's own values, where it does. */
export type Routed = { ruleId: string | null; priority: Payload["priority"] | null };

/** What every request in this format carries besides its signature. */
export const headers = (): Record<string, string> => ({
  "content-type": "application/json",
  "user-agent": "Tocsin/1.0",
  "accept-encoding": "identity",
});

/**
 * The fixed payload: one JSON object of exactly the seventeen keys, in order, `null` where
 * unknown. The same input gives the same text, so that every attempt sends the same bytes.
 */
export function body(payload: Payload, routed: Routed): string {
  const sent: Payload = {
    ...payload,
    priority: routed.priority ?? payload.priority,
    rule_id: payload.rule_id ?? routed.ruleId,
  };
  return JSON.stringify(sent, KEYS);
}

/** Given to JSON.stringify, the list sets both which keys are written and their order. */
const KEYS: string[] = [...PAYLOAD_KEYS];
