import { useMemo } from "react";
import { type Control, type UseFormReturn, useForm } from "react-hook-form";
import { laterResolver } from "#components/form/later-resolver.ts";
import { useIdleLoad } from "#components/ui/later.ts";
import type { ChannelView } from "#lib/domain/channel/channel.ts";
import type { ChannelSettings } from "#lib/domain/channel/channel-schema.ts";
import { parts } from "./later-parts.ts";
import type { ChannelValues } from "./values.ts";

export type ChannelForm = UseFormReturn<ChannelValues, unknown, ChannelSettings>;
export type ChannelControl = Control<ChannelValues, unknown, ChannelSettings>;

/** The form of a channel; `stored` is the saved one, or null for a new one. */
export function useChannelForm(stored: ChannelView | null, defaultValues: ChannelValues) {
  useIdleLoad(parts);
  const resolver = useMemo(() => laterResolver(parts, ({ judgeFor }) => judgeFor(stored).resolver), [stored]);
  const form: ChannelForm = useForm({ resolver, reValidateMode: "onSubmit", defaultValues });
  return { form, soundValues: () => soundValues(form, stored) };
}

/**
 * The form's values for a Test, which needs no name yet. Null if another field is at fault; the form then
 * shows the fault.
 */
async function soundValues(form: ChannelForm, stored: ChannelView | null): Promise<ChannelSettings | null> {
  const { name: _, ...others } = form.getValues();
  await form.trigger(Object.keys(others) as (keyof typeof others)[], { shouldFocus: true });
  const values = { ...others, name: stored?.name ?? "Test" };
  const loaded = parts.now();
  // The schema isn't loaded, so the server validates them; it accepts the form's shape.
  return loaded === undefined ? (values as ChannelSettings) : loaded.judgeFor(stored).settingsOf(values);
}
