import { useEffect, useRef, useState } from "react";
import type { ActionResult } from "#lib/domain/action-result.ts";
import type { FoundOptions } from "./filter.ts";

const TYPING_PAUSE_MS = 200;

type Find = (typed: string) => Promise<ActionResult<FoundOptions> | undefined>;

/** The choices found by a search, or the first choices before anything is typed. Drops an outdated answer. */
export function useFound(find: Find) {
  const [found, setFound] = useState<ActionResult<FoundOptions> | undefined>();
  const latest = useRef(0);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  async function ask(typed: string) {
    const turn = ++latest.current;
    const answer = await find(typed);
    if (turn === latest.current) setFound(answer);
  }

  function search(typed: string) {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => void ask(typed), TYPING_PAUSE_MS);
  }

  // biome-ignore lint/correctness/useExhaustiveDependencies: runs once, when it opens
  useEffect(() => {
    void ask("");
    return () => clearTimeout(timer.current);
  }, []);

  return { options: found?.ok ? found.value.options : [], status: statusOf(found), search };
}

function statusOf(found: ActionResult<FoundOptions> | undefined): string {
  if (found === undefined) return "Searching…";
  if (!found.ok) return found.message;
  const { options, more } = found.value;
  if (options.length === 0) return "Nothing matches this search.";
  return more ? `The first ${options.length}: type to find others.` : "";
}
