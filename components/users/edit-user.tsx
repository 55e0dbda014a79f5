"use client";

import { useRouter } from "next/navigation";
import { type ReactNode, useState } from "react";
import { useForm } from "react-hook-form";
import { answerOf } from "#components/form/answer-of.ts";
import { Field } from "#components/form/field.tsx";
import { showRefusal } from "#components/form/form-issues.ts";
import { FormPage } from "#components/form/form-page.tsx";
import { FormSection } from "#components/form/form-section.tsx";
import { laterResolver } from "#components/form/later-resolver.ts";
import { USERS } from "#components/paths.ts";
import { AlertNote } from "#components/ui/alert-note.tsx";
import { Button } from "#components/ui/button.tsx";
import { Input } from "#components/ui/input.tsx";
import { later, useIdleLoad } from "#components/ui/later.ts";
import { headingOf, useTitleFocus } from "#components/ui/title-focus.ts";
import { toast } from "#components/ui/toast.ts";
import type { UserChanges, UserChangesInput } from "#lib/domain/people/user-schema.ts";
import type { UserView } from "#lib/domain/people/user-view.ts";
import { labelOf, possibleActs, type UserAct } from "./possible-acts.ts";
import { type ActSetting, useUserActs } from "./use-user-acts.tsx";
import { UserStatus } from "./user-status.tsx";

const judge = later(() => import("./user-judge.ts"));
const resolver = laterResolver(judge, (loaded) => loaded.changesResolver);

type Props = {
  user: UserView;
  isLastAdmin: boolean;
  setting: ActSetting;
  /** AccessFacts. */
  access: ReactNode;
  /** LiveRefresh. */
  live: ReactNode;
};

/** A user for admins: name and email as a form, and what else can be done with them. */
export function EditUser({ user, isLastAdmin, setting, access, live }: Props) {
  useIdleLoad(judge);
  const form = useForm<UserChangesInput, unknown, UserChanges>({
    resolver,
    defaultValues: { name: user.name, email: user.email },
    // Somebody else may change them while the page is open: what is typed here stays.
    values: { name: user.name, email: user.email },
    resetOptions: { keepDirtyValues: true, keepDirty: true, keepErrors: true },
  });

  async function save({ name, email }: UserChanges) {
    const { dirtyFields } = form.formState;
    // Leaves alone what somebody else may have changed meanwhile.
    const changes = { ...(dirtyFields.name && { name }), ...(dirtyFields.email && { email }) };
    const result = await answerOf(setting.actions.change(user.id, changes));
    if (!result.ok) return showRefusal(form, result);
    toast.success(`${name} is saved`);
  }

  return (
    <div className="flex w-full max-w-180 flex-col gap-5">
      <FormPage
        form={form}
        title={user.name}
        status={<UserStatus state={user.state} />}
        actions={live}
        onSubmit={save}
      >
        <FormSection title="Details">
          <Field
            control={form.control}
            name="name"
            label="Name"
            help="What pages and the audit log call them."
          >
            {(field) => <Input {...field} value={field.value ?? ""} autoComplete="off" />}
          </Field>
          <Field control={form.control} name="email" label="Email" help="They sign in with it.">
            {(field) => <Input {...field} value={field.value ?? ""} type="email" autoComplete="off" />}
          </Field>
        </FormSection>
      </FormPage>
      <Access user={user} isLastAdmin={isLastAdmin} setting={setting}>
        {access}
      </Access>
    </div>
  );
}

type AccessProps = Pick<Props, "user" | "isLastAdmin" | "setting"> & { children: ReactNode };

const ACCESS = "access";

/** What the user may do and how they sign in, with the buttons that change it at once. */
function Access({ user, isLastAdmin, setting, children }: AccessProps) {
  const router = useRouter();
  const { ask, dialogs, asking } = useUserActs(setting, () => router.push(USERS));
  const acts = possibleActs(user, { ...setting, isLastAdmin });
  const [pressed, setPressed] = useState<{ act: UserAct; pending: boolean } | null>(null);
  const stays = pressed === null || acts.includes(pressed.act);
  useTitleFocus(asking || pressed?.pending === true, stays, headingOf(ACCESS));

  async function press(act: UserAct) {
    setPressed({ act, pending: true });
    await ask(user, act);
    setPressed({ act, pending: false });
  }

  return (
    <FormSection id={ACCESS} title="Access">
      <dl className="-my-2.5 divide-y">{children}</dl>
      {isLastAdmin && (
        <AlertNote>
          The last active admin can't be demoted, disabled or deleted: make another active user an admin
          first.
        </AlertNote>
      )}
      <div className="flex flex-wrap gap-2 noscript:hidden">
        {acts.map((act) => (
          <Button
            key={act}
            variant={act === "delete" ? "danger" : "secondary"}
            onClick={() => void press(act)}
          >
            {labelOf(act, user)}
          </Button>
        ))}
      </div>
      {dialogs}
    </FormSection>
  );
}
