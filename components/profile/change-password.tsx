"use client";

import { useRouter } from "next/navigation";
import { useForm } from "react-hook-form";
import { answerOf } from "#components/form/answer-of.ts";
import { Field } from "#components/form/field.tsx";
import { showRefusal } from "#components/form/form-issues.ts";
import { FormPage } from "#components/form/form-page.tsx";
import { FormSection } from "#components/form/form-section.tsx";
import { laterResolver } from "#components/form/later-resolver.ts";
import { SecretInput } from "#components/form/secret-input.tsx";
import { PROFILE_SECURITY } from "#components/paths.ts";
import { later, useIdleLoad } from "#components/ui/later.ts";
import { toast } from "#components/ui/toast.ts";
import { PASSWORD_HELP } from "#lib/domain/people/password.ts";
import type { ChangePasswordInput } from "#lib/domain/people/profile-schema.ts";
import type { ProfileActions } from "./profile-actions.ts";
import { sessionsEnded } from "./words.ts";

const judge = later(() => import("./profile-judge.ts"));
const resolver = laterResolver(judge, (loaded) => loaded.passwordResolver);

type Props = { email: string; change: ProfileActions["changePassword"] };

/** The form of a new password. It asks for the present one. */
export function ChangePassword({ email, change }: Props) {
  const router = useRouter();
  useIdleLoad(judge);
  const form = useForm<ChangePasswordInput>({ resolver, defaultValues: { present: "", password: "" } });

  async function save(values: ChangePasswordInput) {
    const result = await answerOf(change(values));
    if (!result.ok) return showRefusal(form, result);
    toast.success("Your password is changed", { description: sessionsEnded(result.value.ended) });
    router.push(PROFILE_SECURITY);
  }

  return (
    <FormPage
      form={form}
      title="Change password"
      description="Ends your sessions in all other browsers."
      cancelHref={PROFILE_SECURITY}
      saveLabel="Change password"
      onSubmit={save}
    >
      <FormSection title="Password">
        {/* Password managers store the new password under it. */}
        <input type="text" name="username" autoComplete="username" value={email} readOnly hidden />
        <Field control={form.control} name="present" label="Present password">
          {(field) => (
            <SecretInput {...field} secretName="present password" autoComplete="current-password" autoFocus />
          )}
        </Field>
        <Field control={form.control} name="password" label="New password" help={PASSWORD_HELP}>
          {(field) => <SecretInput {...field} secretName="new password" autoComplete="new-password" />}
        </Field>
      </FormSection>
    </FormPage>
  );
}
