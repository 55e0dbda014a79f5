import { zodResolver } from "@hookform/resolvers/zod";
import { useMemo } from "react";
import { type Control, type UseFormReturn, useForm } from "react-hook-form";
import { settle } from "#lib/domain/channel/change.ts";
import type { ChannelView } from "#lib/domain/channel/channel.ts";
import { type ChannelSettings, channelSettingsSchema } from "#lib/domain/channel/channel-schema.ts";
import type { ChannelValues } from "./values.ts";

export type ChannelForm = UseFormReturn<ChannelValues, unknown, ChannelSettings>;
export type ChannelControl = Control<ChannelValues, unknown, ChannelSettings>;

/** The form of a channel; `stored` is the saved one, or null for a new one. */
export function useChannelForm(stored: ChannelView | null, defaultValues: ChannelValues) {
  const schema = useMemo(() => schemaFor(stored), [stored]);
  const form: ChannelForm = useForm({
    resolver: zodResolver(schema),
    reValidateMode: "onSubmit",
    defaultValues,
  });
  return { form, soundValues: () => soundValues(form, schema, stored?.name ?? "Test") };
}

/** As the server judges: sound in itself, and no saved secret at another destination. */
function schemaFor(stored: ChannelView | null) {
  return channelSettingsSchema.superRefine((settings, context) => {
    for (const { path, message } of settle(settings, stored).issues)
      context.addIssue({ code: "custom", path: stepsOf(path), message });
  });
}

/** `headers[2].name` → `["headers", "2", "name"]`. */
const stepsOf = (path: string): string[] => path.replaceAll(/\[(\d+)\]/g, ".$1").split(".");

/** What the form holds, for a Test, which needs no name yet; null where another field is at fault, which the form then shows. */
async function soundValues(
  form: ChannelForm,
  schema: ReturnType<typeof schemaFor>,
  name: string,
): Promise<ChannelSettings | null> {
  const { name: _, ...others } = form.getValues();
  await form.trigger(Object.keys(others) as (keyof typeof others)[], { shouldFocus: true });
  return schema.safeParse({ ...others, name }).data ?? null;
}
