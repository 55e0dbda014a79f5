import { type ServerEvent, takeEvents } from "#components/live/server-events.ts";
import type { Change, ToldKind } from "#lib/domain/live/change.ts";
import { Arrivals } from "./arrivals.ts";
import type { Visitor } from "./visitor.ts";

/** An event as it came: its id, what it tells (null if it has an id only), and when, on the monotonic clock, ms. */
type Heard = { id: string; change: Change<ToldKind> | null; at: number };

export type LiveStream = Disposable & {
  readonly status: number;
  readonly headers: Headers;
  readonly heard: Arrivals<Heard>;
  /** Resolves when the server has ended it; rejects if it was broken off. */
  readonly ended: Promise<void>;
  /** Waits until a change of this kind is told, and returns it. */
  waitFor(kind: ToldKind, timeoutMs?: number): Promise<Heard>;
};

/** Opens GET /api/stream as a page does. `since` is the mark of what the page shows. */
export async function openStream(visitor: Visitor, since?: string): Promise<LiveStream> {
  const controller = new AbortController();
  const answer = await visitor.request("/api/stream", {
    headers: { accept: "text/event-stream", ...(since !== undefined && { "last-event-id": since }) },
    signal: controller.signal,
  });
  const heard = new Arrivals<Heard>();
  const ended = answer.ok ? readInto(heard, answer) : Promise.resolve();
  // A test that breaks it off does not wait for its end.
  ended.catch(() => {});
  return {
    status: answer.status,
    headers: answer.headers,
    heard,
    ended,
    async waitFor(kind, timeoutMs) {
      const isIt = ({ change }: Heard) => change?.kind === kind;
      const all = await heard.waitFor((some) => some.some(isIt), `a change of kind ${kind}`, timeoutMs);
      return all.find(isIt) as Heard;
    },
    [Symbol.dispose]: () => controller.abort(),
  };
}

async function readInto(heard: Arrivals<Heard>, { body }: Response): Promise<void> {
  const decoder = new TextDecoder();
  let text = "";
  for await (const chunk of body ?? []) {
    const { events, rest } = takeEvents(text + decoder.decode(chunk, { stream: true }));
    text = rest;
    for (const event of events) heard.add(toHeard(event));
  }
}

const toHeard = ({ id, data }: ServerEvent): Heard => ({
  id,
  change: data === null ? null : JSON.parse(data),
  at: performance.now(),
});
