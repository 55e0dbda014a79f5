import type { Priority } from "#lib/domain/alert/alert.ts";

/** What the rule that sends an event puts in place of the source's own values. */
export type Routed = { ruleId: string | null; priority: Priority | null };

/** How a receiver wants its requests. */
export type Format = {
  /**
   * The headers of each request, without the signature's; names in lower case. Pages make sent requests again
   * with them, so other headers need another format.
   */
  headers(): Record<string, string>;
  /**
   * The body for one event. Equal input gives equal text, so that every attempt sends the same bytes.
   * @param stored the event's payload (`Payload`) as JSON, as it is stored
   */
  body(stored: string, routed: Routed): string;
};
