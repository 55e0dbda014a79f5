import { useRef, useState } from "react";
import { type Control, useFieldArray, useForm } from "react-hook-form";
import { answerOf } from "#components/form/answer-of.ts";
import { laterResolver } from "#components/form/later-resolver.ts";
import { useConflict } from "#components/form/use-conflict.ts";
import { later, useIdleLoad } from "#components/ui/later.ts";
import { toast } from "#components/ui/toast.ts";
import type { ActionResult } from "#lib/domain/action-result.ts";
import type { AccessRequests } from "#lib/domain/rule/access-request-schema.ts";
import { cardFields } from "./compared-cards.ts";
import type { Selectable } from "./selection.ts";

export type AccessRequestsValues = Omit<AccessRequests, "version">;
export type AccessRequestsControl = Control<AccessRequestsValues, unknown, AccessRequestsValues>;
export type SaveAccessRequests = (settings: AccessRequests) => Promise<ActionResult<AccessRequests>>;

const judge = later(() => import("./access-requests-judge.ts"));
const resolver = laterResolver(judge, (loaded) => loaded.resolver);

/** The form of the settings: its cards, and the action that saves them. */
export function useAccessRequestsForm(
  settings: AccessRequests,
  channels: readonly Selectable[],
  save: SaveAccessRequests,
) {
  // Keeps the opened version: after a refresh, the older choices must not be saved under a newer version.
  const [opened, setOpened] = useState(settings);
  useIdleLoad(judge);
  const form = useForm<AccessRequestsValues, unknown, AccessRequestsValues>({
    resolver,
    reValidateMode: "onSubmit",
    defaultValues: { channels: settings.channels },
  });
  const { fields, prepend, remove } = useFieldArray({ control: form.control, name: "channels" });
  const { comparison, refuse, take } = useConflict({
    form,
    opened: versionOf(opened),
    latest: versionOf(settings),
    fields: cardFields([opened, settings, form.getValues()], channels),
    reopen: () => setOpened(settings),
  });
  const selectButton = useRef<HTMLButtonElement>(null);
  // Adding or removing a card removes the focused element. Focuses Select Channel once it is enabled.
  const focusSelectButton = () => setTimeout(() => selectButton.current?.focus());
  return {
    form,
    fields,
    selectButton,
    comparison,
    take,
    /** Puts the new card first, right below Select Channel, which gets the focus. */
    add: (channel_id: string) => {
      prepend({ channel_id, events: [] }, { shouldFocus: false });
      focusSelectButton();
    },
    remove: (index: number) => {
      remove(index);
      focusSelectButton();
    },
    submit: async (values: AccessRequestsValues) => {
      const result = await answerOf(save({ ...values, version: opened.version }));
      if (!result.ok) return refuse({ ...result, issues: result.issues.map(atItsCard) });
      setOpened(result.value);
      toast.success("The Access Requests settings are saved");
    },
  };
}

const versionOf = ({ version, channels }: AccessRequests) => ({ version, values: { channels } });

/** A card shows all its faults in one place: below its events. */
const atItsCard = ({ path, message }: { path: string; message: string }) => ({
  path: path.replace(/^(channels\[\d+\]).*/, "$1.events"),
  message,
});
