"use client";

import type { FieldControl } from "#components/form/field.tsx";
import { Select, type SelectOption } from "#components/ui/select.tsx";

/** Stands for null in the list: no zone has this name. */
const BROWSER = "browser";

/** A choice among the time zones of the IANA database; null is the browser's own. */
export function TimeZoneSelect({ value, onChange, ...field }: FieldControl<string | null>) {
  return (
    <Select
      {...field}
      value={value ?? BROWSER}
      onChange={(zone) => onChange(zone === BROWSER ? null : zone)}
      options={optionsWith(value)}
    />
  );
}

/** The zones that this browser knows. The chosen one is among them, wherever it was chosen. */
function optionsWith(chosen: string | null): SelectOption<string>[] {
  const known = new Set(["UTC", ...(chosen === null ? [] : [chosen]), ...zones()]);
  return [
    { value: BROWSER, label: "The browser's own" },
    ...[...known].map((zone) => ({ value: zone, label: zone.replaceAll("_", " ") })),
  ];
}

let listed: readonly string[] | undefined;

function zones(): readonly string[] {
  listed ??= Intl.supportedValuesOf("timeZone");
  return listed;
}
