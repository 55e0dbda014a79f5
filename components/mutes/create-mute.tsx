"use client";

import { useRouter } from "next/navigation";
import { FormProvider, useForm } from "react-hook-form";
import { BLANK_CONDITION, FilterRows, type FiltersValues } from "#components/filters/filter-rows.tsx";
import { answerOf } from "#components/form/answer-of.ts";
import { ChoiceField } from "#components/form/choice-field.tsx";
import { Field } from "#components/form/field.tsx";
import { showRefusal } from "#components/form/form-issues.ts";
import { FormPage } from "#components/form/form-page.tsx";
import { FormSection } from "#components/form/form-section.tsx";
import { laterResolver } from "#components/form/later-resolver.ts";
import { MUTES } from "#components/paths.ts";
import { later, useIdleLoad } from "#components/ui/later.ts";
import { Textarea } from "#components/ui/textarea.tsx";
import { useTimeZone } from "#components/ui/time-zone.tsx";
import { toast } from "#components/ui/toast.ts";
import { MUTE_REMARK_MAX } from "#lib/domain/mute/mute.ts";
import { type EndChoice, FIRST_CHOICE, NO_TIME, wantedEnd } from "./end.ts";
import { EndField } from "./end-field.tsx";
import type { MuteActions } from "./mute-actions.ts";

const judge = later(() => import("./mute-judge.ts"));

type Values = FiltersValues & { until: EndChoice; remark: string };

const FIRST_VALUES: Values = {
  filters: { match: "all", conditions: [BLANK_CONDITION] },
  until: FIRST_CHOICE,
  remark: "",
};

/** Mutes what a filter matches. A channel, a rule and an alert are muted on their own pages. */
export function CreateMute({ create }: Pick<MuteActions, "create">) {
  const router = useRouter();
  useIdleLoad(judge);
  const zone = useTimeZone();
  const form = useForm<Values>({
    resolver: laterResolver(judge, ({ resolver }) => resolver),
    reValidateMode: "onSubmit",
    defaultValues: FIRST_VALUES,
  });

  async function save({ filters, until, remark }: Values) {
    const end = wantedEnd(until, zone);
    if (end === null) return form.setError("until", { message: NO_TIME });
    const result = await answerOf(create({ filters }, { end, remark }));
    if (!result.ok) return showRefusal(form, result);
    toast.success("The mute is added");
    router.push(MUTES);
  }

  return (
    <FormPage
      form={form}
      title="Mute by filter"
      description="Silences every event that the filter matches. To mute one alert, webhook or rule, open its page."
      cancelHref={MUTES}
      saveLabel="Mute"
      onSubmit={save}
    >
      <FormSection title="What to mute">
        <FormProvider {...form}>
          <FilterRows none="No condition. Add at least one on the alert's fields or on its details." />
        </FormProvider>
      </FormSection>
      <FormSection title="How long, and why">
        <ChoiceField control={form.control} name="until" label="Mute for" help={AT_MOST}>
          {(field) => <EndField {...field} />}
        </ChoiceField>
        <Field control={form.control} name="remark" label="Remark" optional>
          {(field) => <Textarea {...field} maxLength={MUTE_REMARK_MAX} />}
        </Field>
      </FormSection>
    </FormPage>
  );
}

const AT_MOST = "At most 30 days. The mute ends by itself, and you can end it earlier.";
