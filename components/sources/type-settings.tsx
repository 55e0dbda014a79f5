"use client";

import { useState } from "react";
import { useForm } from "react-hook-form";
import { answerOf } from "#components/form/answer-of.ts";
import { Conflict } from "#components/form/conflict.tsx";
import { FormPage } from "#components/form/form-page.tsx";
import { useConflict } from "#components/form/use-conflict.ts";
import { toast } from "#components/ui/toast.ts";
import type { ActionResult } from "#lib/domain/action-result.ts";
import { SettingsFields } from "./settings-fields.tsx";
import {
  changeOf,
  SETTINGS_FIELDS,
  type SettingsChange,
  type SettingsValues,
  type ShownSettings,
  type TypeSetting,
  valuesOf,
} from "./settings-values.ts";

type Props = {
  type: string;
  label: string;
  /** The settings that this type has; at least one. */
  has: readonly TypeSetting[];
  settings: ShownSettings;
  change: (type: string, change: SettingsChange) => Promise<ActionResult<ShownSettings>>;
};

/** The form of a sender's type. */
export function TypeSettings({ type, label, has, settings, change }: Props) {
  // Keeps the opened version: after a refresh, older input must not be saved under a newer version.
  const [opened, setOpened] = useState(settings);
  const form = useForm<SettingsValues>({ defaultValues: valuesOf(opened) });
  const { comparison, refuse, take } = useConflict({
    form,
    opened: { version: opened.version, values: valuesOf(opened) },
    latest: { version: settings.version, values: valuesOf(settings) },
    fields: SETTINGS_FIELDS,
    reopen: () => setOpened(settings),
  });

  async function save(values: SettingsValues) {
    const result = await answerOf(change(type, changeOf(values, opened.version, has)));
    if (!result.ok) return refuse(result);
    form.setValue("secret", "");
    form.setValue("secretSaved", result.value.secretSaved);
    setOpened(result.value);
    toast.success(`The settings of ${label} are saved`);
  }

  return (
    <FormPage form={form} onSubmit={save}>
      <Conflict what="these settings" comparison={comparison} take={take} />
      <SettingsFields form={form} has={has} />
    </FormPage>
  );
}
