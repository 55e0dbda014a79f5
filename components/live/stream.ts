import type { Change, ToldKind } from "#lib/domain/live/change.ts";
import { takeEvents } from "./server-events.ts";

/** Some things may have changed up to the moment that `mark` names. */
export type Told = Change<ToldKind> & { mark: string };

type Hear = {
  /** The stream tells everything after this mark from now on. */
  begun(mark: string): void;
  told(told: Told): void;
};

/** `full`: the server takes no more streams. `lost`: there was no answer, or the stream fell silent. */
type End = "ended" | "full" | "lost" | "signed-out";

/** The server sends something every 15 s. */
const SILENT_MS = 40_000;

/**
 * Reads one stream to its end, from what changed after the mark `since` on. Where the server takes no more
 * streams, it says at least whether anything has changed.
 */
export async function readStream(since: string, hear: Hear, signal: AbortSignal): Promise<End> {
  const silence = silenceAfter(SILENT_MS, signal);
  try {
    const answer = await fetch("/api/stream", {
      headers: { accept: "text/event-stream", "last-event-id": since },
      cache: "no-store",
      signal: silence.signal,
    });
    if (answer.status === 401) return "signed-out";
    if (answer.status === 503) return tellRefused(answer, hear);
    const isStream = answer.headers.get("content-type")?.startsWith("text/event-stream");
    if (!answer.ok || !isStream || answer.body === null) return "lost";
    await readEvents(answer.body, hear, silence.heard);
    return "ended";
  } catch {
    return "lost";
  } finally {
    silence.end();
  }
}

/** A proxy's 503 has no mark: it means that the server is away. */
function tellRefused({ headers }: Response, { told }: Hear): End {
  const mark = headers.get("last-event-id");
  if (mark === null) return "lost";
  told({ kind: "anything", ids: null, mark });
  return "full";
}

async function readEvents(body: ReadableStream<Uint8Array>, hear: Hear, heard: () => void): Promise<void> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let text = "";
  let begun = false;
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    heard();
    const { events, rest } = takeEvents(text + decoder.decode(read.value, { stream: true }));
    text = rest;
    for (const { id, data } of events) {
      if (!begun) hear.begun(id);
      begun = true;
      if (data !== null) hear.told({ ...JSON.parse(data), mark: id });
    }
  }
}

/** A signal that aborts with `outer`, at `end`, or once `heard` was not called for `ms`. */
function silenceAfter(ms: number, outer: AbortSignal) {
  const controller = new AbortController();
  const abort = () => controller.abort();
  let timer = setTimeout(abort, ms);
  outer.addEventListener("abort", abort);
  return {
    signal: controller.signal,
    heard: () => {
      clearTimeout(timer);
      timer = setTimeout(abort, ms);
    },
    end: () => {
      clearTimeout(timer);
      outer.removeEventListener("abort", abort);
      // Also ends an answer that was not read, which would keep its connection.
      abort();
    },
  };
}
