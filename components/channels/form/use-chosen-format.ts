import { useRef } from "react";
import { useWatch } from "react-hook-form";
import type { FormatFace } from "#components/channels/format/format-face.ts";
import { useLater } from "#components/ui/later.ts";
import { loadOrTell } from "#components/ui/load-or-tell.ts";
import type { FormatType } from "#lib/domain/format/format.ts";
import { parts } from "./later-parts.ts";
import type { ChannelForm } from "./use-channel-form.ts";
import type { ChannelValues } from "./values.ts";

/** The format that the form holds now. */
export type ChosenFormat = {
  /** Null until its description is loaded: then the form shows no fields of it. */
  face: FormatFace | null;
  options: readonly { value: FormatType; label: string }[];
  choose: (type: FormatType) => Promise<void>;
};

/** Follows the chosen format. Each format keeps what was entered for it, in case it is chosen again. */
export function useChosenFormat(form: ChannelForm, opened: FormatFace): ChosenFormat {
  const loaded = useLater(parts);
  const type = useWatch({ control: form.control, name: "format.type" });
  const entered = useRef(new Map<FormatType, ChannelValues["format"]>());

  async function choose(next: FormatType) {
    if (!(await loadOrTell(parts))) return;
    const now = form.getValues("format");
    entered.current.set(now.type, now);
    const value = entered.current.get(next) ?? parts.now()?.blankFormat(next);
    if (value !== undefined) form.setValue("format", value, { shouldDirty: true });
    form.clearErrors("format");
  }

  const face = opened.type === type ? opened : (loaded?.faceOf(type) ?? null);
  const options = loaded?.FORMAT_OPTIONS ?? [{ value: opened.type, label: opened.label }];
  return { face, options, choose };
}
