"use client";

import { type ReactNode, useState } from "react";
import { type UseFormReturn, useForm } from "react-hook-form";
import { answerOf } from "#components/form/answer-of.ts";
import { ChoiceField } from "#components/form/choice-field.tsx";
import { Conflict } from "#components/form/conflict.tsx";
import { Field } from "#components/form/field.tsx";
import { FormPage } from "#components/form/form-page.tsx";
import { FormSection } from "#components/form/form-section.tsx";
import { useConflict } from "#components/form/use-conflict.ts";
import { REPEATS_WORDS } from "#components/sources/repeats-words.ts";
import { Input } from "#components/ui/input.tsx";
import { Section } from "#components/ui/section.tsx";
import { Segmented } from "#components/ui/segmented.tsx";
import { toast } from "#components/ui/toast.ts";
import type { ActionResult } from "#lib/domain/action-result.ts";
import { SOURCE_NAME_MAX } from "#lib/domain/source/own/limits.ts";
import { REPEATS } from "#lib/domain/source/settings.ts";
import { CaughtList, type CaughtRow, LAST_BODIES } from "./caught-list.tsx";
import { ExpressionFields } from "./expression-fields.tsx";
import type { Target } from "./field-words.ts";
import { expressionOf, fieldExpression, type Path } from "./path-expression.ts";
import { Sample, type ShownSample } from "./sample.tsx";
import { TrialResult } from "./trial-result.tsx";
import { type TryExpressions, useTrial } from "./use-trial.ts";
import { OWN_FIELDS, type OwnValues, type ShownOwnSource, valuesOf } from "./values.ts";

type Props = {
  /** Where to post. */
  address: ReactNode;
  source: ShownOwnSource;
  caught: readonly CaughtRow[];
  /** The body that is shown, one of `caught`; null before the first. */
  sample: ShownSample | null;
  change: (id: string, changes: OwnValues & { version: number }) => Promise<ActionResult<ShownOwnSource>>;
  tryOut: TryExpressions;
  now: number;
};

/** The expressions of a source beside its last bodies, and the alerts that they make as one types. */
export function EditOwnSource({ address, source, caught, sample, change, tryOut, now }: Props) {
  // Keeps the opened version: after a refresh, older input must not be saved under a newer version.
  const [opened, setOpened] = useState(source);
  const form = useForm<OwnValues>({ defaultValues: valuesOf(opened) });
  const { comparison, refuse, take } = useConflict({
    form,
    opened: { version: opened.version, values: valuesOf(opened) },
    latest: { version: source.version, values: valuesOf(source) },
    fields: OWN_FIELDS,
    reopen: () => setOpened(source),
  });
  const [target, setTarget] = useState<Target>("alert_title");
  const bodies = caught.map(({ seq }) => seq).join(" ");
  const trial = useTrial(opened.id, form, { bodies, tryOut });

  async function save(values: OwnValues) {
    const result = await answerOf(change(opened.id, { ...values, version: opened.version }));
    if (!result.ok) return refuse(result);
    setOpened(result.value);
    toast.success(`${values.name.trim()} is saved`);
  }

  return (
    <div className="grid grid-cols-1 items-start gap-5 xl:grid-cols-[minmax(0,45rem)_minmax(22rem,1fr)]">
      <div className="min-w-0">{address}</div>
      {sample !== null && (
        <div className="flex min-w-0 flex-col gap-5 xl:sticky xl:top-18 xl:col-start-2 xl:row-span-3 xl:row-start-1 xl:max-h-[calc(100dvh-5.5rem)] xl:overflow-y-auto">
          <Sample
            sample={sample}
            now={now}
            target={target}
            onTarget={setTarget}
            onPick={(path) => write(form, target, pathExpression(form, target, path))}
            onPickHeader={(expression) => write(form, target, expression)}
          />
          <TrialResult trial={trial} shown={sample.seq} />
        </div>
      )}
      <div className="min-w-0">
        <FormPage form={form} onSubmit={save}>
          <Conflict what="this source" comparison={comparison} take={take} />
          <Settings form={form} />
          <FormSection title="Expressions" description={CEL_HELP}>
            <ExpressionFields
              form={form}
              faults={trial.result?.kind === "faulty" ? trial.result.issues : []}
              onFocus={setTarget}
            />
          </FormSection>
        </FormPage>
      </div>
      {sample !== null && (
        <div className="min-w-0 max-w-180">
          <Section id={LAST_BODIES} title="Last bodies" note="Newest first, at most 10, for 7 days">
            <CaughtList
              rows={caught}
              shown={sample.seq}
              hrefOf={(seq) => `?body=${seq}`}
              tried={trial.result?.kind === "tried" ? trial.result.bodies : []}
              now={now}
            />
            <p className="text-muted text-sm">{MASKED}</p>
          </Section>
        </div>
      )}
    </div>
  );
}

const MASKED =
  "Masked in them: the API key, Authorization, Cookie, signatures, and members named like password, secret, token, key, credential or auth. All else stays as it came in; only admins see it.";

const CEL_HELP =
  "CEL over body and headers. What is missing counts as empty. Texts are joined with +, numbers become text by string(…). No loops, no matches().";

/** The list itself is picked as for_each; anything else in an entry of that list is read from item. */
function pathExpression(form: UseFormReturn<OwnValues>, target: Target, path: Path): string {
  return target === "for_each"
    ? expressionOf("body", path)
    : fieldExpression(path, form.getValues("for_each"));
}

function write(form: UseFormReturn<OwnValues>, target: Target, expression: string): void {
  const name = target === "for_each" ? target : (`fields.${target}` as const);
  form.setValue(name, expression, { shouldDirty: true });
  form.clearErrors(name);
}

function Settings({ form: { control } }: { form: UseFormReturn<OwnValues> }) {
  return (
    <FormSection title="Details">
      <Field control={control} name="name" label="Name">
        {(field) => <Input {...field} maxLength={SOURCE_NAME_MAX} autoComplete="off" />}
      </Field>
      <ChoiceField control={control} name="repeats" label="Repeats" help={REPEATS_HELP}>
        {(field) => (
          <Segmented {...field} options={REPEATS.map((value) => ({ value, label: REPEATS_WORDS[value] }))} />
        )}
      </ChoiceField>
    </FormSection>
  );
}

const REPEATS_HELP =
  "What happens to a post that says again what is stored. Count only: the alert shows how often and when it last came in, and nothing is sent. Send each: every repeat is an event and goes to the webhooks.";
