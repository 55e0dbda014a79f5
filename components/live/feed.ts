import type { ToldKind } from "#lib/domain/live/change.ts";
import { isAfter, isOfSameProcess } from "#lib/domain/live/mark.ts";
import { untilBack } from "./reach.ts";
import { readStream, type Told } from "./stream.ts";

/**
 * What the tabs of a browser say to each other. One visible tab, which holds the lock, reads the stream and
 * passes on what it hears; a tab that joins asks what it may have missed.
 */
type Message = Told | "lost" | "signed-out" | "asks";

export type Listener = { told(told: Told): void; signedOut(): void };

const NAME = "tocsin-live";
/** Until a stream that has ended is asked for again, ms, and one that the server has refused. */
const AGAIN_MS = 1_000;
const REFUSED_AGAIN_MS = 15_000;

const listeners = new Set<Listener>();
/** The newest mark told of each kind. */
const latest = new Map<ToldKind, string>();
/** Everything up to this mark has been heard. */
let position = "";
let turn: AbortController | null = null;
let leads = false;
/** Null where each visible tab has its own stream; undefined until something is followed. */
let channel: BroadcastChannel | null | undefined;

/**
 * Tells `listener` what changes, as long as the tab is visible. `seen` is the mark of the shown data: also
 * tells at once what is known to have changed since. Returns a function that stops it.
 */
export function follow(seen: string, listener: Listener): () => void {
  if (channel === undefined) begin();
  if (isAfter(seen, position)) position = seen;
  listeners.add(listener);
  for (const [kind, mark] of latest)
    if (isOfSameProcess(mark, seen)) listener.told({ kind, ids: null, mark });
  takeTurn();
  return () => listeners.delete(listener);
}

/** Web Locks need https or localhost. */
function begin(): void {
  channel = navigator.locks ? new BroadcastChannel(NAME) : null;
  channel?.addEventListener("message", ({ data }: MessageEvent<Message>) => hearTab(data));
  document.addEventListener("visibilitychange", takeTurn);
}

/** A hidden tab gives the stream up, or its place in the queue for it. */
function takeTurn(): void {
  if (document.visibilityState === "hidden") {
    turn?.abort();
    turn = null;
  } else if (turn === null && listeners.size > 0) {
    turn = new AbortController();
    void leadInTurn(turn.signal);
  }
}

async function leadInTurn(signal: AbortSignal): Promise<void> {
  if (!channel) return lead(signal);
  say("asks");
  // Rejects if the tab is hidden before its turn.
  await navigator.locks.request(NAME, { signal }, () => lead(signal)).catch(() => {});
}

async function lead(signal: AbortSignal): Promise<void> {
  leads = true;
  while (!signal.aborted) {
    const end = await readStream(position, { begun: hearBeginning, told: sayToAll }, signal);
    if (signal.aborted) break;
    if (end === "signed-out") {
      sayToAll("signed-out");
      turn = null;
      break;
    }
    let wait = end === "full" ? REFUSED_AGAIN_MS : AGAIN_MS;
    if (end === "lost") {
      sayToAll("lost");
      // A hidden tab doesn't look for the server: it must make way for a visible one.
      const wasAway = await Promise.race([untilBack(), aborted(signal)]);
      if (signal.aborted) break;
      // A proxy lets everything through but the stream.
      if (wasAway === false) wait = REFUSED_AGAIN_MS;
    }
    await pause(wait, signal);
  }
  leads = false;
}

/** Other tabs may show older data than this one, so nobody knows what they have missed. */
function hearBeginning(mark: string): void {
  position = mark;
  latest.clear();
  latest.set("anything", mark);
  say({ kind: "anything", ids: null, mark });
}

function sayToAll(message: Message): void {
  say(message);
  hearTab(message);
}

function say(message: Message): void {
  channel?.postMessage(message);
}

function hearTab(message: Message): void {
  if (message === "lost") void untilBack();
  else if (message === "signed-out") for (const { signedOut } of [...listeners]) signedOut();
  else if (message !== "asks") hear(message);
  else if (leads) for (const [kind, mark] of latest) say({ kind, ids: null, mark });
}

function hear(told: Told): void {
  if (isAfter(told.mark, position)) position = told.mark;
  latest.set(told.kind, told.mark);
  for (const listener of [...listeners]) listener.told(told);
}

const aborted = (signal: AbortSignal): Promise<unknown> =>
  new Promise((resolve) => signal.addEventListener("abort", resolve, { once: true }));

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
