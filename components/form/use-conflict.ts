import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import type { FieldValues, Path, PathValue, UseFormReturn } from "react-hook-form";
import { type ComparedField, type Comparison, compare } from "./compare.ts";
import { type Refusal, showRefusal } from "./form-issues.ts";

/** The settings as the form holds them, and the version that they are. */
type Version<Values> = { version: number; values: Values };

type ConflictParts<V extends FieldValues, T> = {
  form: UseFormReturn<V, unknown, T>;
  /** What the form was opened with. */
  opened: Version<V>;
  /** What is saved now, as the page was read last. */
  latest: Version<V>;
  fields: readonly ComparedField<V>[];
  /** Puts one of them, as a version has it, into the form. Left out where fields are members of the values. */
  put?: (name: string, from: V) => void;
  /** Makes the latest what the form was opened with. */
  reopen: () => void;
};

/**
 * For a form whose Save is refused because somebody else saved meanwhile. `refuse` reads the page anew; once the other
 * version is there, the form goes on from it: with what only they changed, and with all that was typed here. The
 * comparison says what was changed by both; nothing is saved by itself.
 */
export function useConflict<V extends FieldValues, T>(parts: ConflictParts<V, T>) {
  const { form, opened, latest, fields, put = putMember(form), reopen } = parts;
  const router = useRouter();
  const [refused, setRefused] = useState(false);
  const [comparison, setComparison] = useState<Comparison | null>(null);
  const isNewer = refused && latest.version !== opened.version;
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for the other version, whatever else renders
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
    /** Takes their version of a setting. */
    take: (name: string) => put(name, latest.values),
  };
}

const putMember =
  <V extends FieldValues, T>(form: UseFormReturn<V, unknown, T>) =>
  (name: string, from: V) =>
    form.setValue(name as Path<V>, from[name] as PathValue<V, Path<V>>, { shouldDirty: true });
