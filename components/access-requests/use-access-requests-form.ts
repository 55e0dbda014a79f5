import { useRef, useState } from "react";
import { type Control, useFieldArray, useForm } from "react-hook-form";
import { answerOf } from "#components/form/answer-of.ts";
import { showRefusal } from "#components/form/form-issues.ts";
import { laterResolver } from "#components/form/later-resolver.ts";
import { later, useIdleLoad } from "#components/ui/later.ts";
import { toast } from "#components/ui/toast.ts";
import type { ActionResult } from "#lib/domain/action-result.ts";
import type { AccessRequests } from "#lib/domain/rule/access-request-schema.ts";

export type AccessRequestsValues = Omit<AccessRequests, "version">;
export type AccessRequestsControl = Control<AccessRequestsValues, unknown, AccessRequestsValues>;
export type SaveAccessRequests = (settings: AccessRequests) => Promise<ActionResult<AccessRequests>>;

const judge = later(() => import("./access-requests-judge.ts"));
const resolver = laterResolver(judge, (loaded) => loaded.resolver);

/** The form of the settings: its cards, and what saves them. */
export function useAccessRequestsForm({ channels, version }: AccessRequests, save: SaveAccessRequests) {
  // What was opened: a refresh of the page must not lend its version to what was chosen over an older one.
  const [opened, setOpened] = useState(version);
  useIdleLoad(judge);
  const form = useForm<AccessRequestsValues, unknown, AccessRequestsValues>({
    resolver,
    reValidateMode: "onSubmit",
    defaultValues: { channels },
  });
  const { fields, prepend, remove } = useFieldArray({ control: form.control, name: "channels" });
  const selectButton = useRef<HTMLButtonElement>(null);
  // What had the focus goes with its card, or comes in its place: Select Channel takes it, once it can.
  const focusSelectButton = () => setTimeout(() => selectButton.current?.focus());
  return {
    form,
    fields,
    selectButton,
    /** The new card stands first, right behind the button that has the focus. */
    add: (channel_id: string) => {
      prepend({ channel_id, events: [] }, { shouldFocus: false });
      focusSelectButton();
    },
    remove: (index: number) => {
      remove(index);
      focusSelectButton();
    },
    submit: async (values: AccessRequestsValues) => {
      const result = await answerOf(save({ ...values, version: opened }));
      if (!result.ok) return showRefusal(form, { ...result, issues: result.issues.map(atItsCard) });
      setOpened(result.value.version);
      toast.success("The Access Requests settings are saved");
    },
  };
}

/** A card has one place for what is wrong with it: below its events. */
const atItsCard = ({ path, message }: { path: string; message: string }) => ({
  path: path.replace(/^(channels\[\d+\]).*/, "$1.events"),
  message,
});
