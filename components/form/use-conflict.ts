import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import type { FieldValues, Path, PathValue, UseFormReturn } from "react-hook-form";
import { type ComparedField, type Comparison, compare } from "./compare.ts";
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
  /** Copies one setting of a version into the form. Leave out if each field is a member of the values. */
  put?: (name: string, from: V) => void;
  /** Makes `latest` the settings that the form was opened with. */
  reopen: () => void;
};

/**
 * For a form whose Save is refused because somebody else saved meanwhile. `refuse` reads the page again. Once
 * their version is there, it becomes the form's base: the form takes their changes and keeps everything typed
 * here. The comparison lists the settings that both changed. Nothing is saved by itself.
 */
export function useConflict<V extends FieldValues, T>(parts: ConflictParts<V, T>) {
  const { form, opened, latest, fields, put = putMember(form), reopen } = parts;
  const router = useRouter();
  const [refused, setRefused] = useState(false);
  const [comparison, setComparison] = useState<Comparison | null>(null);
  const isNewer = refused && latest.version !== opened.version;
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs once per newer version, whatever else renders
  useEffect(() => {
    if (!isNewer) return;
    const mine = structuredClone(form.getValues());
    const found = compare(fields, { base: opened.values, theirs: latest.values, mine });
    form.reset(latest.values);
    for (const name of [...found.mine, ...found.contested.map((one) => one.name)]) put(name, mine);
    setComparison(found);
    setRefused(false);
    reopen();
  }, [isNewer]);
  return {
    comparison,
    refuse: (refusal: Refusal) => {
      showRefusal(form, refusal);
      if (!refusal.conflict) return;
      setRefused(true);
      router.refresh();
    },
    /** Puts their value of a setting into the form. */
    take: (name: string) => put(name, latest.values),
  };
}

const putMember =
  <V extends FieldValues, T>(form: UseFormReturn<V, unknown, T>) =>
  (name: string, from: V) =>
    form.setValue(name as Path<V>, from[name] as PathValue<V, Path<V>>, { shouldDirty: true });
