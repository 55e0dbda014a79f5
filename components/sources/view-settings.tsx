"use client";

import { useForm } from "react-hook-form";
import { SettingsFields } from "./settings-fields.tsx";
import { type ShownSettings, type TypeSetting, valuesOf } from "./settings-values.ts";

/** The settings of a sender's type for people who may only look: the form's fields, disabled. */
export function ViewSettings({ has, settings }: { has: readonly TypeSetting[]; settings: ShownSettings }) {
  const form = useForm({ defaultValues: valuesOf(settings) });
  return <SettingsFields form={form} has={has} disabled />;
}
