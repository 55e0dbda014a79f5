"use client";

import { useRouter } from "next/navigation";
import { answerOf } from "#components/form/answer-of.ts";
import { useJobs } from "#components/jobs/jobs.tsx";
import type { SearchParams } from "#components/list/href.ts";
import { toast } from "#components/ui/toast.ts";
import type { AlertActions, Change, Changed } from "./alert-actions.ts";
import { changedInWords } from "./words.ts";

/** The alerts by their ids, or all that the list's address finds. `asOf`: when they were read. */
export type Chosen = { asOf: string } & ({ ids: string[] } | { params: SearchParams });

/** Changes many alerts: a few at once; all that the list finds by a job, which the page then shows. */
export function useChangeMany(actions: AlertActions) {
  const router = useRouter();
  const jobs = useJobs();

  /** Resolves to nothing, or to a sentence that says why it was refused. */
  return async function run(chosen: Chosen, change: Change): Promise<string | undefined> {
    if ("params" in chosen) {
      const started = await answerOf(actions.changeFound(chosen.params, chosen.asOf, change));
      if (!started.ok) return started.message;
      jobs.put(started.value);
      return;
    }
    const result = await answerOf(actions.changeMany(chosen.ids, chosen.asOf, change));
    if (!result.ok) return result.message;
    router.refresh();
    tell(result.value, change);
  };
}

function tell(done: Changed, { status }: Change): void {
  const [title, description] = changedInWords(done, status);
  if (done.changed > 0) toast.success(title, { description });
  else toast.warning(title, { description });
}
