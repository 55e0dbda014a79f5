import type { Priority } from "#lib/domain/alert/alert.ts";
import type { Details } from "#lib/domain/alert/details.ts";
import type { AttemptResponse } from "#lib/domain/delivery/outcome.ts";
import type { ChannelFormat } from "#lib/domain/format/format.ts";

/** What the rule that sends an event puts in place of the source's own values. */
export type Routed = { ruleId: string | null; priority: Priority | null };

/** The value of one of the format's secret fields by its name, or a mask. */
export type SecretField = (name: string) => string;

/** An event as a format gets it. */
export type FormatEvent = {
  /** The payload (`Payload`) as JSON, as it is stored; `payloadOf` reads it. */
  stored: string;
  routed: Routed;
  eventId: string;
  channelName: string;
  /** The public address of this installation, without a slash at its end; null if it has none: then no links. */
  baseUrl: string | null;
  /** Reads the event's details. */
  details(): Details | null;
};

/** What a receiver means by an answer whose status alone does not say it. */
export type ReceiverVerdict = {
  /** The receiver's own words, at most 200 characters. */
  refused: string;
  /** Whether it is worth another attempt, and when: seconds, null if the receiver named no time. */
  retry: { afterSeconds: number | null } | null;
};

/** How a receiver wants its requests. */
export type Format = {
  /**
   * The headers that differ from those of every request (`content-type: application/json`, `user-agent`); names
   * in lower case. Pages make sent requests again with them.
   */
  headers(format: ChannelFormat, secret: SecretField): Record<string, string>;
  /**
   * What follows the path of the channel's URL for one event, where the receiver has an address for each step:
   * `/disk-1/close?identifierType=alias`. Empty, or left out: the event goes to the URL itself.
   */
  path?(event: FormatEvent): string;
  /**
   * The body for one event. Equal input gives equal text, so that every attempt sends the same bytes. Throws
   * FormatFailed if there is none; then nothing is sent.
   */
  body(event: FormatEvent, format: ChannelFormat, secret: SecretField): string;
  /**
   * Whether a 2xx says no all the same: then its body is waited for within the attempt's time. Null: it says yes,
   * also if the body can't be read. It isn't asked about a body that was cut or late.
   */
  verdict?(response: AttemptResponse): ReceiverVerdict | null;
  /** The wait that the body of a 429 asks for, in seconds; null if it names none. */
  retryAfter?(response: AttemptResponse): number | null;
};

/** A format can't make a body for this event. `line` and `column` count from 1, in a template. */
export class FormatFailed extends Error {
  readonly line: number | null;
  readonly column: number | null;
  /** @param message one sentence: what is wrong and what to do */
  constructor(message: string, at: { line: number; column: number } | null = null) {
    super(message);
    this.line = at?.line ?? null;
    this.column = at?.column ?? null;
  }
}
