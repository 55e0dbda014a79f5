import type { AttemptResult } from "#lib/domain/delivery/outcome.ts";
import type { Outbound } from "#lib/engine/write/context.ts";
import { ANSWERS, type Answer } from "./steps.ts";

type Request = { channelId: string; eventId: string; end: (result: AttemptResult) => void };

const STATUS_OF: Record<Answer, number> = { yes: 200, later: 503, no: 404, gone: 410 };

/** What an attempt with this status was answered. */
export const answerOf = (status: number | null): Answer[] =>
  ANSWERS.filter((answer) => STATUS_OF[answer] === status);

/** The receivers of all channels, in place of the network: their requests are answered by the test. */
export class Receivers {
  /** In the order in which they were made. */
  readonly requests: { channelId: string; eventId: string }[] = [];
  #inFlight: Request[] = [];
  #outbound: Outbound | null = null;

  /** The way to them for an engine that starts: its requests alone arrive from now on. */
  outbound(): Outbound {
    this.#inFlight = [];
    const outbound: Outbound = {
      baseUrl: null,
      lookAt: async () => ({ fault: null, certificate: null }),
      sender: {
        send: ({ key: channelId }, { headers }) =>
          new Promise((end) => {
            const request = { channelId, eventId: headers["webhook-id"] ?? "", end };
            if (outbound === this.#outbound) this.#arrive(request);
          }),
        forget: () => {},
        close: async () => {},
      },
    };
    this.#outbound = outbound;
    return outbound;
  }

  #arrive(request: Request): void {
    this.requests.push(request);
    this.#inFlight.push(request);
  }

  /** The events of the channel's requests that have no answer yet. */
  inFlight(channelId: string): string[] {
    return this.#inFlight.filter((one) => one.channelId === channelId).map(({ eventId }) => eventId);
  }

  answer(channelId: string, eventId: string, answer: Answer): void {
    const request = this.#inFlight.find((one) => one.channelId === channelId && one.eventId === eventId);
    if (request === undefined) throw new Error(`No request with ${eventId} is in flight.`);
    this.#inFlight = this.#inFlight.filter((one) => one !== request);
    request.end({
      startedAt: Date.now(),
      durationMs: 1,
      timing: null,
      outcome: answer === "yes" ? "delivered" : "http_status",
      status: STATUS_OF[answer],
      response: { headers: {}, body: answer, truncated: false },
      retryAfter: null,
      message: "Said.",
      certificate: null,
      peer: null,
    });
  }
}
