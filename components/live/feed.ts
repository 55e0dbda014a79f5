import { ANYTHING, type FollowedKind } from "#lib/domain/live/change.ts";
import { isAfter, isOfSameProcess } from "#lib/domain/live/mark.ts";
import { untilBack } from "./reach.ts";
import { readStream, type Told } from "./stream.ts";

/**
 * What the tabs of a browser say to each other. One visible tab, which holds the lock, reads the stream and
 * passes on what it hears; a tab that joins asks what it may have missed.
 */
type Message = { says: "told"; told: Told } | { says: "lost" | "signed-out" | "asks" };

export type Listener = { told(told: Told): void; signedOut(): void };

const NAME = "tocsin-live";
/** Until a stream that has ended is asked for again, ms, and one that the server has refused. */
const AGAIN_MS = 1_000;
const REFUSED_AGAIN_MS = 15_000;

const listeners = new Set<Listener>();
/** The newest mark told of each kind. */
const latest = new Map<FollowedKind, string>();
/** Everything up to this mark has been heard. */
let position = "";
let turn: AbortController | null = null;
let leads = false;
/** Web Locks need https or localhost. Without them each visible tab has its own stream. */
const channel = "locks" in navigator && "BroadcastChannel" in window ? new BroadcastChannel(NAME) : null;

channel?.addEventListener("message", ({ data }: MessageEvent<Message>) => hearTab(data));
document.addEventListener("visibilitychange", takeTurn);

/**
 * Tells `listener` what changes, as long as the tab is visible. `seen` is the mark of the shown data: also
 * tells at once what is known to have changed since. Returns a function that stops it.
 */
export function follow(seen: string, listener: Listener): () => void {
  if (isAfter(seen, position)) position = seen;
  listeners.add(listener);
  for (const [kind, mark] of latest)
    if (isOfSameProcess(mark, seen)) listener.told({ kind, ids: null, mark });
  takeTurn();
  return () => listeners.delete(listener);
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
  if (channel === null) return lead(signal);
  say({ says: "asks" });
  // Rejects if the tab is hidden before its turn.
  await navigator.locks.request(NAME, { signal }, () => lead(signal)).catch(() => {});
}

async function lead(signal: AbortSignal): Promise<void> {
  leads = true;
  while (!signal.aborted) {
    const end = await readStream(position, { begun: hearBeginning, told: tellAll }, signal);
    if (signal.aborted) break;
    if (end === "signed-out") {
      sayToAll({ says: "signed-out" });
      turn = null;
      break;
    }
    if (end === "lost") {
      sayToAll({ says: "lost" });
      await untilBack();
    }
    await pause(end === "full" ? REFUSED_AGAIN_MS : AGAIN_MS, signal);
  }
  leads = false;
}

/** Other tabs may show older data than this one, so nobody knows what they have missed. */
function hearBeginning(mark: string): void {
  position = mark;
  latest.clear();
  for (const change of ANYTHING) {
    latest.set(change.kind, mark);
    say({ says: "told", told: { ...change, mark } });
  }
}

function tellAll(told: Told): void {
  sayToAll({ says: "told", told });
}

function sayToAll(message: Message): void {
  say(message);
  hearTab(message);
}

function say(message: Message): void {
  channel?.postMessage(message);
}

function hearTab(message: Message): void {
  if (message.says === "told") hear(message.told);
  if (message.says === "lost") void untilBack();
  if (message.says === "signed-out") for (const { signedOut } of [...listeners]) signedOut();
  if (message.says === "asks" && leads)
    for (const [kind, mark] of latest) say({ says: "told", told: { kind, ids: null, mark } });
}

function hear(told: Told): void {
  if (isAfter(told.mark, position)) position = told.mark;
  latest.set(told.kind, told.mark);
  for (const listener of [...listeners]) listener.told(told);
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
