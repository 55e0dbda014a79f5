"use client";

import { useRouter } from "next/navigation";
import { useRef, useState } from "react";
import { answerOf } from "#components/ui/answer-of.ts";
import type { SearchParams } from "#components/ui/href.ts";
import { toast } from "#components/ui/toaster.tsx";
import type { ActionResult } from "#lib/domain/action-result.ts";
import type { AlertActions, Change, Changed } from "./alert-actions.ts";
import { changedInWords } from "./words.ts";

/** The alerts by their ids, or all that the list's address finds. */
export type Chosen = { ids: string[] } | { params: SearchParams };

/**
 * Changes many alerts, batch by batch, until all are done or `stop` is called; each batch is done or not, never half.
 * `progress` is what is done so far, null while nothing runs.
 */
export function useChangeMany(actions: AlertActions) {
  const router = useRouter();
  const [progress, setProgress] = useState<Changed | null>(null);
  const stopped = useRef(false);

  /** Resolves to nothing, or to the sentence that says why it ended early. */
  async function run(chosen: Chosen, change: Change): Promise<string | undefined> {
    stopped.current = false;
    const done: Changed = { changed: 0, skipped: 0 };
    let cursor: string | null = null;
    let refusal: string | undefined;
    setProgress({ ...done });
    do {
      const result: ActionResult<Batch> = await answerOf(nextBatch(actions, chosen, cursor, change));
      if (!result.ok) {
        refusal = result.message;
        break;
      }
      done.changed += result.value.changed;
      done.skipped += result.value.skipped;
      cursor = result.value.nextCursor;
      setProgress({ ...done });
    } while (cursor !== null && !stopped.current);
    setProgress(null);
    router.refresh();
    tell(done, change, cursor !== null);
    return refusal;
  }

  return {
    progress,
    run,
    stop: () => {
      stopped.current = true;
    },
  };
}

type Batch = Changed & { nextCursor: string | null };

async function nextBatch(
  actions: AlertActions,
  chosen: Chosen,
  cursor: string | null,
  change: Change,
): Promise<ActionResult<Batch>> {
  if ("params" in chosen)
    return actions.changeFound({ ...chosen.params, cursor: cursor ?? undefined }, change);
  const result = await actions.changeMany(chosen.ids, change);
  return result.ok ? { ...result, value: { ...result.value, nextCursor: null } } : result;
}

function tell(done: Changed, { status }: Change, stopped: boolean): void {
  const [title, description] = changedInWords(done, status);
  if (stopped) toast.warning(`Stopped: ${title}`, { description });
  else if (done.changed > 0) toast.success(title, { description });
  else if (done.skipped > 0) toast.warning(title, { description });
}
