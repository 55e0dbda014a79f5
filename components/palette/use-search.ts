import { useEffect, useState } from "react";
import type { Found } from "#lib/domain/search/found.ts";
import { ranked } from "#lib/domain/search/rank.ts";

/** `away`: the server does not answer; the search is repeated by itself. */
export type SearchState = "idle" | "searching" | "found" | "away" | "signed-out";
export type Search = { state: SearchState; found: readonly Found[] };

type Answer = { typed: string; state: SearchState; found: Found[] };

const NOTHING: Answer = { typed: "", state: "idle", found: [] };
/** How long typing must pause before the search is sent. */
const PAUSE_MS = 120;
const TIMEOUT_MS = 5_000;
const AGAIN_MS = 2_000;

/**
 * Searches the server for the typed text. Until the answer comes, shows those results of the previous search
 * that still match. Drops outdated answers.
 */
export function useSearch(given: string): Search {
  const typed = given.trim();
  const [answer, setAnswer] = useState(NOTHING);
  const [attempt, setAttempt] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new attempt repeats the same search
  useEffect(() => {
    if (typed === "") return;
    const controller = new AbortController();
    const { signal } = controller;
    const timer = setTimeout(async () => {
      const { state, found } = await ask(typed, signal);
      if (signal.aborted) return;
      setAnswer({ typed, state, found });
      if (state === "away") setTimeout(() => !signal.aborted && setAttempt((count) => count + 1), AGAIN_MS);
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [typed, attempt]);
  if (typed === "") return NOTHING;
  return answer.typed === typed ? answer : { state: "searching", found: stillFitting(typed, answer.found) };
}

const stillFitting = (typed: string, found: readonly Found[]): Found[] =>
  ranked(typed, found, ({ title, note }) => [title, note]);

async function ask(typed: string, signal: AbortSignal): Promise<Omit<Answer, "typed">> {
  try {
    const answer = await fetch(`/api/search?q=${encodeURIComponent(typed)}`, {
      signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
    });
    if (answer.status === 401) return { state: "signed-out", found: [] };
    if (!answer.ok) return { state: "away", found: [] };
    const { data }: { data: Found[] } = await answer.json();
    return { state: "found", found: data };
  } catch {
    return { state: "away", found: [] };
  }
}
