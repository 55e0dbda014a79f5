import type { Payload } from "#lib/domain/alert/alert.ts";

/** The values that the rule that sends an event puts in place of the source's own. */
export type Routed = { ruleId: string | null; priority: Payload["priority"] | null };

/** A format in which receivers get events. */
export type Format = {
  /** The headers of each of its requests besides the signature's; names in lower case. */
  headers(): Record<string, string>;
  /** The body for one event. The same input gives the same text, so that every attempt sends the same bytes. */
  body(payload: Payload, routed: Routed): string;
};
