import { useEffect, useEffectEvent, useRef, useState } from "react";
import { useWatch } from "react-hook-form";
import type { FormatFace } from "#components/channels/format/format-face.ts";
import { answerOf } from "#components/form/answer-of.ts";
import type { ActionResult } from "#lib/domain/action-result.ts";
import type { FormatFault, FormatPreview, PreviewInput } from "#lib/domain/format/preview.ts";
import type { ChannelForm } from "./use-channel-form.ts";

/** The server action that makes a preview. */
export type MakePreview = (input: PreviewInput) => Promise<ActionResult<FormatPreview>>;

export type PreviewState =
  | { kind: "waiting" }
  /** The format needs these fields first. */
  | { kind: "incomplete"; labels: string[] }
  | { kind: "made"; preview: FormatPreview }
  | { kind: "refused"; message: string };

/** Long enough that typing a word asks once. */
const PAUSE_MS = 400;

type Parts = {
  form: ChannelForm;
  face: FormatFace;
  channelId: string | null;
  make: MakePreview;
  onFault: (fault: FormatFault | null) => void;
};

/**
 * Previews the format as it is typed, a moment after each change. The former preview stays until the next one is
 * there; an answer that another change has overtaken is dropped.
 */
export function usePreview({ form, face, channelId, make, onFault }: Parts): PreviewState {
  const [state, setState] = useState<PreviewState>({ kind: "waiting" });
  const turn = useRef(0);
  const [format, typedName] = useWatch({ control: form.control, name: ["format", "name"] });
  // The name stands in no body of Tocsin's own format.
  const name = face.type === "alert" ? "" : typedName;
  const missing = face.fields
    .filter((field) => field.required && field.kind !== "secret" && !format[field.name])
    .map(({ label }) => label);

  const ask = useEffectEvent(async () => {
    turn.current += 1;
    const mine = turn.current;
    if (missing.length > 0) return show({ kind: "incomplete", labels: missing });
    const answer = await answerOf(make({ channelId, name, format }));
    if (turn.current === mine) show(stateOf(answer));
  });

  function show(next: PreviewState) {
    setState(next);
    onFault(next.kind === "made" ? next.preview.failure : null);
  }

  const typed = JSON.stringify([format, name]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: asks again for what is typed, whatever else renders
  useEffect(() => {
    const timer = setTimeout(ask, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  return state;
}

function stateOf(answer: ActionResult<FormatPreview>): PreviewState {
  if (answer.ok) return { kind: "made", preview: answer.value };
  return { kind: "refused", message: answer.issues[0]?.message ?? answer.message };
}
