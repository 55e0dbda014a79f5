"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { answerOf } from "#components/form/answer-of.ts";
import { ChoiceField } from "#components/form/choice-field.tsx";
import { Field } from "#components/form/field.tsx";
import { showRefusal } from "#components/form/form-issues.ts";
import { FormPage } from "#components/form/form-page.tsx";
import { FormSection } from "#components/form/form-section.tsx";
import { laterResolver } from "#components/form/later-resolver.ts";
import { USERS } from "#components/paths.ts";
import { Input } from "#components/ui/input.tsx";
import { later, useIdleLoad } from "#components/ui/later.ts";
import type { ActionResult } from "#lib/domain/action-result.ts";
import type { Invite, InviteInput } from "#lib/domain/people/user-schema.ts";
import { LinkOnce } from "./link-once.tsx";
import { RoleChoice } from "./role-choice.tsx";
import type { ShownLink } from "./user-actions.ts";

const judge = later(() => import("./user-judge.ts"));
const resolver = laterResolver(judge, (loaded) => loaded.inviteResolver);

type Props = {
  /** The public address of this installation; null to take that of the browser's address bar. */
  baseUrl: string | null;
  invite: (input: InviteInput) => Promise<ActionResult<ShownLink>>;
};

/** Makes a user without a password, and shows once the link with which they choose one. */
export function InviteUser({ baseUrl, invite }: Props) {
  const router = useRouter();
  useIdleLoad(judge);
  const [link, setLink] = useState<(ShownLink & { name: string }) | null>(null);
  const form = useForm<InviteInput, unknown, Invite>({
    resolver,
    defaultValues: { name: "", email: "", role: "viewer" },
  });
  return (
    <>
      <FormPage
        form={form}
        title="Invite user"
        cancelHref={USERS}
        saveLabel="Make invite link"
        onSubmit={async (values) => {
          const result = await answerOf(invite(values));
          if (!result.ok) return showRefusal(form, result);
          setLink({ ...result.value, name: values.name });
        }}
      >
        <FormSection title="Details">
          <Field
            control={form.control}
            name="name"
            label="Name"
            help="What pages and the audit log call them."
          >
            {(field) => <Input {...field} autoComplete="off" autoFocus />}
          </Field>
          <Field
            control={form.control}
            name="email"
            label="Email"
            help="They sign in with it. Tocsin sends no mail: you get a link for them, and they choose a password."
          >
            {(field) => <Input {...field} type="email" autoComplete="off" />}
          </Field>
          <ChoiceField control={form.control} name="role" label="Role">
            {(field) => <RoleChoice {...field} />}
          </ChoiceField>
        </FormSection>
      </FormPage>
      <LinkOnce link={link} baseUrl={baseUrl} onClose={() => router.push(USERS)} />
    </>
  );
}
