"use client";

import { useId, useState } from "react";
import { answerOf } from "#components/form/answer-of.ts";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { toast } from "#components/ui/toast.ts";
import type { Role } from "#lib/domain/people/actor.ts";
import { ROLE_WORDS, type UserView } from "#lib/domain/people/user-view.ts";
import { RoleChoice } from "./role-choice.tsx";
import type { UserActions } from "./user-actions.ts";

type Props = {
  user: UserView;
  /** Whether it is the admin who asks. */
  isSelf: boolean;
  open: boolean;
  onClose: () => void;
  setRole: UserActions["setRole"];
};

/** Asks for a user's new role. */
export function RoleDialog({ user, isSelf, open, onClose, setRole }: Props) {
  const id = useId();
  const [role, setChosen] = useState<Role>(user.role);

  async function confirm() {
    const result = await answerOf(setRole(user.id, role));
    if (!result.ok) return result.message;
    toast.success(`${user.name} is ${ROLE_WORDS[role]}`);
  }

  return (
    <ConfirmDialog
      open={open}
      onOpenChange={(next) => next || onClose()}
      title={`Change the role of ${user.name}`}
      confirmLabel="Change role"
      tone="primary"
      ready={role !== user.role}
      onConfirm={confirm}
    >
      <p>
        {isSelf
          ? "This is you: you are signed out everywhere at once, and sign in again with the new role."
          : "They are signed out everywhere at once, and sign in again with the new role."}
      </p>
      <fieldset className="mt-4 text-ink">
        <legend className="sr-only">Role</legend>
        <RoleChoice name={`${id}-role`} value={role} onChange={setChosen} />
      </fieldset>
    </ConfirmDialog>
  );
}
