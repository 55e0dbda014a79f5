import { useEffect, useRef, useState } from "react";
import { type UseFormReturn, useWatch } from "react-hook-form";
import { answerOf } from "#components/form/answer-of.ts";
import type { ActionResult } from "#lib/domain/action-result.ts";
import type { SourceTrial } from "#lib/domain/source/own/trial.ts";
import type { DraftMapping, OwnValues } from "./values.ts";

export type TryExpressions = (id: string, draft: DraftMapping) => Promise<ActionResult<SourceTrial>>;

/** What the expressions make of the last bodies; null before the first answer. */
export type Trial = { result: SourceTrial | null; failure: string | null };

/** A pause in typing, ms. */
const PAUSE_MS = 400;

/**
 * Tries the form's expressions after each pause in typing, and when another body came in. `bodies` names those
 * that there are.
 */
export function useTrial(
  id: string,
  form: UseFormReturn<OwnValues>,
  { bodies, tryOut }: { bodies: string; tryOut: TryExpressions },
): Trial {
  const [for_each, fields] = useWatch({ control: form.control, name: ["for_each", "fields"] });
  const draft = JSON.stringify({ for_each, fields });
  const [trial, setTrial] = useState<Trial>({ result: null, failure: null });
  const asked = useRef(0);
  const first = useRef(true);
  useEffect(() => {
    if (bodies === "") return;
    const number = ++asked.current;
    const ask = async () => {
      const answer = await answerOf(tryOut(id, JSON.parse(draft)));
      // Another draft was asked meanwhile.
      if (number !== asked.current) return;
      setTrial((before) =>
        answer.ok ? { result: answer.value, failure: null } : { ...before, failure: answer.message },
      );
    };
    const timer = setTimeout(ask, first.current ? 0 : PAUSE_MS);
    first.current = false;
    return () => clearTimeout(timer);
  }, [id, draft, bodies, tryOut]);
  return trial;
}
