"use client";

import { useForm } from "react-hook-form";
import { answerOf } from "#components/form/answer-of.ts";
import { Field } from "#components/form/field.tsx";
import { showRefusal } from "#components/form/form-issues.ts";
import { FormPage } from "#components/form/form-page.tsx";
import { FormSection } from "#components/form/form-section.tsx";
import { laterResolver } from "#components/form/later-resolver.ts";
import { Input } from "#components/ui/input.tsx";
import { later, useIdleLoad } from "#components/ui/later.ts";
import { OutsideText } from "#components/ui/outside-text.tsx";
import { toast } from "#components/ui/toast.ts";
import type { Role } from "#lib/domain/people/actor.ts";
import type { Profile, ProfileInput } from "#lib/domain/people/profile-schema.ts";
import { ROLE_WORDS } from "#lib/domain/people/user-view.ts";
import type { ProfileActions } from "./profile-actions.ts";
import { ProfileTabs } from "./profile-tabs.tsx";
import { ThemeField } from "./theme-field.tsx";
import { TimeZoneSelect } from "./time-zone-select.tsx";

const judge = later(() => import("./profile-judge.ts"));
const resolver = laterResolver(judge, (loaded) => loaded.profileResolver);

type Props = Pick<ProfileActions, "save"> & {
  user: { email: string; role: Role; name: string; timeZone: string | null };
};

/** The form of the user's own name and time zone, and the theme of this browser. */
export function EditProfile({ user, save }: Props) {
  useIdleLoad(judge);
  const form = useForm<ProfileInput, unknown, Profile>({
    resolver,
    defaultValues: { name: user.name, timeZone: user.timeZone },
  });

  async function submit(values: Profile) {
    const result = await answerOf(save(values));
    if (!result.ok) return showRefusal(form, result);
    toast.success("Your profile is saved");
  }

  return (
    <FormPage form={form} title="Profile" tabs={<ProfileTabs />} onSubmit={submit}>
      <FormSection title="Details" description="An admin can change your email and your role.">
        <Field control={form.control} name="name" label="Name" help="The audit log and the alerts show it.">
          {(field) => <Input {...field} autoComplete="name" />}
        </Field>
        <Fact label="Email">
          <OutsideText text={user.email} />
        </Fact>
        <Fact label="Role">{ROLE_WORDS[user.role]}</Fact>
      </FormSection>
      <FormSection title="Display">
        <ThemeField />
        <Field
          control={form.control}
          name="timeZone"
          label="Time zone"
          help="The console shows times in it, in every browser where you sign in."
        >
          {(field) => <TimeZoneSelect {...field} />}
        </Field>
      </FormSection>
    </FormPage>
  );
}

/** What an admin decides. */
function Fact({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <div className="flex flex-col gap-0.5">
      <p className="font-medium">{label}</p>
      <p className="wrap-anywhere text-muted">{children}</p>
    </div>
  );
}
