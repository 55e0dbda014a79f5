import { PAYLOAD_KEYS, type Payload } from "#lib/domain/alert/alert.ts";
import type { Format, FormatEvent } from "./format.ts";

/** Tocsin's own format: one JSON object of exactly the seventeen fields. */
export const alert = { headers: () => ({}), body } satisfies Format;

const VALUE = String.raw`(?:null|"[^"\\]*(?:\\.[^"\\]*)*")`;
const IN_ORDER = new RegExp(`^\\{${PAYLOAD_KEYS.map((key) => `"${key}":${VALUE}`).join(",")}\\}$`);
/** Finds the keys alone: within a value, a quotation mark has a backslash before it. */
const ROUTED = new RegExp(`"priority":(${VALUE}),"rule_id":(${VALUE})`);

/** Edits the stored text, because to parse it and write it again would take five times as long. */
function body({ stored, routed: { ruleId, priority } }: Pick<FormatEvent, "stored" | "routed">): string {
  const payload = IN_ORDER.test(stored) ? stored : inOrder(stored);
  if (ruleId === null && priority === null) return payload;
  return payload.replace(ROUTED, (_, ownPriority: string, ownRuleId: string) => {
    const sentPriority = priority === null ? ownPriority : JSON.stringify(priority);
    const sentRuleId = ownRuleId === "null" ? JSON.stringify(ruleId) : ownRuleId;
    return `"priority":${sentPriority},"rule_id":${sentRuleId}`;
  });
}

/** Lists every key, because older payloads may have theirs in another order. */
function inOrder(stored: string): string {
  const payload: Payload = JSON.parse(stored);
  return JSON.stringify(Object.fromEntries(PAYLOAD_KEYS.map((key) => [key, payload[key]])));
}
