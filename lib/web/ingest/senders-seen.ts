import type { SenderNote } from "#lib/domain/source/sender-note-schema.ts";
import type { EngineClient } from "#lib/engine/client.ts";
import { log } from "#lib/log.ts";
import { RepeatedFault } from "#lib/repeated-fault.ts";
import type { Answer } from "#lib/web/http/answer.ts";
import { refusalForAll } from "./refusal-for-all.ts";

const HOUR_MS = 3_600_000;
/** How often what was counted is recorded, ms. */
const RECORD_EVERY_MS = 2_000;

type Refusal = Pick<Answer, "status" | "body">;

/** A sender's posts of one hour. Of the last answers only the text is kept: most are never read. */
type Count = Pick<SenderNote, "source" | "apiKeyId" | "hour" | "posts" | "alerts" | "refused"> & {
  received: { at: number; answer: string } | null;
  refusal: { at: number; status: number; problem: string } | null;
};

/**
 * Counts what each sender posts, by source and key, and hands the counts over. In memory only, so that a post
 * waits for none of it; a kill loses those of the last seconds.
 */
export class SendersSeen {
  readonly #record: (notes: SenderNote[]) => Promise<unknown>;
  readonly #now: () => number;
  #counts = new Map<string, Count>();

  constructor(record: (notes: SenderNote[]) => Promise<unknown>, now: () => number = Date.now) {
    this.#record = record;
    this.#now = now;
  }

  /** A post was stored. `answer` is the answer's body as `alerts.accept` made it. */
  received(source: string, apiKeyId: string, alerts: number, answer: string): void {
    const at = this.#now();
    const count = this.#countOf(source, apiKeyId, at);
    count.posts++;
    count.alerts += alerts;
    count.received = { at, answer };
  }

  refused(source: string, apiKeyId: string, { status, body }: Refusal): void {
    const at = this.#now();
    const count = this.#countOf(source, apiKeyId, at);
    count.refused++;
    count.refusal = { at, status, problem: body };
  }

  /** Records what was counted. Throws if that fails; then the next call records it too. */
  async record(): Promise<void> {
    if (this.#counts.size === 0) return;
    const due = this.#counts;
    this.#counts = new Map();
    try {
      await this.#record([...due.values()].map(noteOf));
    } catch (error) {
      this.#takeBack(due);
      throw error;
    }
  }

  #takeBack(due: Map<string, Count>): void {
    for (const [key, later] of this.#counts) due.set(key, sumOf(due.get(key), later));
    this.#counts = due;
  }

  #countOf(source: string, apiKeyId: string, at: number): Count {
    const hour = Math.floor(at / HOUR_MS);
    const key = `${source} ${apiKeyId} ${hour}`;
    const known = this.#counts.get(key);
    if (known !== undefined) return known;
    const none = { posts: 0, alerts: 0, refused: 0, received: null, refusal: null };
    const made: Count = { source, apiKeyId, hour, ...none };
    this.#counts.set(key, made);
    return made;
  }
}

const sumOf = (before: Count | undefined, later: Count): Count =>
  before === undefined
    ? later
    : {
        ...later,
        posts: before.posts + later.posts,
        alerts: before.alerts + later.alerts,
        refused: before.refused + later.refused,
        received: later.received ?? before.received,
        refusal: later.refusal ?? before.refusal,
      };

function noteOf({ received, refusal, ...counts }: Count): SenderNote {
  const { source } = counts;
  return {
    ...counts,
    lastReceivedAt: received?.at ?? null,
    lastAlertId: received === null ? null : lastAlertIn(received.answer),
    lastRefusedAt: refusal?.at ?? null,
    lastRefusal: refusal && { status: refusal.status, message: refusalForAll(source, refusal.problem) },
  };
}

function lastAlertIn(answer: string): string | null {
  const { results }: { results: { alert_id: string }[] } = JSON.parse(answer);
  return results.at(-1)?.alert_id ?? null;
}

/** Next's bundle and server.ts hold different copies of this module, so the one value lives on globalThis. */
const holder = globalThis as typeof globalThis & { tocsinSendersSeen?: SendersSeen };

/** Counts posts from now on. The returned function ends that, and resolves once all are recorded. */
export function countSenders(engine: EngineClient): () => Promise<void> {
  const seen = new SendersSeen((notes) =>
    engine.run("senders.note", { actor: { kind: "system" }, input: { notes } }),
  );
  holder.tocsinSendersSeen = seen;
  const fault = new RepeatedFault(log("ingest"));
  const record = () =>
    seen.record().catch((error) => fault.happened(error, "senders could not be noted: it is tried again"));
  const timer = setInterval(() => void record(), RECORD_EVERY_MS);
  return () => {
    clearInterval(timer);
    return record();
  };
}

/** Counts a post that was stored: see `SendersSeen.received`. */
export const noteReceived = (source: string, apiKeyId: string, alerts: number, answer: string): void =>
  holder.tocsinSendersSeen?.received(source, apiKeyId, alerts, answer);

/** Counts a post that was refused. `apiKeyId` is empty if it had no valid key. */
export const noteRefused = (source: string, apiKeyId: string, answer: Refusal): void =>
  holder.tocsinSendersSeen?.refused(source, apiKeyId, answer);
