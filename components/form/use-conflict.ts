import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import type { FieldValues, UseFormReturn } from "react-hook-form";
import { type ComparedField, type Comparison, compare, copy, merge } from "./compare.ts";
import { type Refusal, showRefusal } from "./form-issues.ts";

/** The settings as the form's values, with their version. */
type Version<Values> = { version: number; values: Values };

type ConflictParts<V extends FieldValues, T> = {
  form: UseFormReturn<V, unknown, T>;
  /** The settings that the form was opened with. */
  opened: Version<V>;
  /** The saved settings, as the page last read them. */
  latest: Version<V>;
  fields: readonly ComparedField<V>[];
  /** Makes `latest` the settings that the form was opened with. */
  reopen: () => void;
};

/**
 * For a form whose Save is refused because somebody else saved meanwhile. `refuse` reads the page again. Once
 * their version is there, it becomes the form's base: the form takes their changes and keeps everything typed
 * here. The comparison lists the settings that both changed. Nothing is saved by itself.
 */
export function useConflict<V extends FieldValues, T>(parts: ConflictParts<V, T>) {
  const { form, opened, latest, fields, reopen } = parts;
  const router = useRouter();
  const [refused, setRefused] = useState(false);
  const [found, setFound] = useState<{ version: number; comparison: Comparison } | null>(null);
  const isNewer = refused && latest.version !== opened.version;
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs once per newer version, whatever else renders
  useEffect(() => {
    if (!isNewer) return;
    const versions = { base: opened.values, theirs: latest.values, mine: form.getValues() };
    const comparison = compare(fields, versions);
    const merged = merge(fields, versions);
    form.resetDefaultValues(latest.values);
    show(form, merged);
    setFound({ version: latest.version, comparison });
    setRefused(false);
    reopen();
  }, [isNewer]);
  return {
    /** Null as soon as the form was opened with another version: it is saved. */
    comparison: found?.version === opened.version ? found.comparison : null,
    refuse: (refusal: Refusal) => {
      showRefusal(form, refusal);
      if (!refusal.conflict) return;
      setRefused(true);
      router.refresh();
    },
    /** Puts their values of these settings into the form. */
    take: (names: readonly string[]) =>
      show(form, copy(fields, names, { into: form.getValues(), from: opened.values })),
  };
}

/**
 * Shows the values as unsaved changes. `reset` tells every list of rows; `setValue` tells only those that have
 * rendered since the last reset, and none for a member above the list.
 */
const show = <V extends FieldValues, T>(form: UseFormReturn<V, unknown, T>, values: V) =>
  form.reset(values, { keepDefaultValues: true });
