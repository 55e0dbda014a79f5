"use client";

import { type ReactNode, useState } from "react";
import { answerOf } from "#components/form/answer-of.ts";
import { focusNextRow } from "#components/list/row-focus.ts";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { toast } from "#components/ui/toast.ts";
import type { ActionResult } from "#lib/domain/action-result.ts";
import type { UserView } from "#lib/domain/people/user-view.ts";
import { type AskedAct, wordsOf } from "./act-words.ts";
import { LinkOnce } from "./link-once.tsx";
import type { UserAct } from "./possible-acts.ts";
import { RoleDialog } from "./role-dialog.tsx";
import type { ShownLink, UserActions } from "./user-actions.ts";

/** What the acts of a page need. */
export type ActSetting = {
  actions: UserActions;
  /** The public address of this installation; null to take that of the browser's address bar. */
  baseUrl: string | null;
  /** The name of single sign-on; null if it is not set up. */
  oidcName: string | null;
  /** Whether anybody signs in by password here. */
  passwords: boolean;
  /** The id of the admin who looks at the page. */
  selfId: string;
};

type Asked = { user: UserView; act: UserAct };

/** Runs an admin's acts: `ask` starts one, `dialogs` are what it opens, `asking` says whether one waits for an answer. `onDeleted` runs after a delete. */
export function useUserActs({ actions, baseUrl, oidcName, selfId }: ActSetting, onDeleted?: () => void) {
  const [asked, setAsked] = useState<Asked | null>(null);
  // Keeps the words readable while a dialog fades out.
  const [shown, setShown] = useState<Asked | null>(null);
  const [link, setLink] = useState<(ShownLink & { name: string }) | null>(null);
  if (asked !== null && asked !== shown) setShown(asked);

  async function ask(user: UserView, act: UserAct) {
    if (act === "enable") return enable(user, actions);
    if (act !== "make-reset-link") return setAsked({ user, act });
    const result = await answerOf(actions.makeResetLink(user.id));
    if (result.ok) setLink({ ...result.value, name: user.name });
    else toast.error("There is no link", { description: result.message });
  }

  const close = () => setAsked(null);
  const dialogs = (
    <>
      {shown?.act === "set-role" && (
        <RoleDialog
          key={shown.user.id + shown.user.role}
          user={shown.user}
          isSelf={shown.user.id === selfId}
          open={asked !== null}
          onClose={close}
          setRole={actions.setRole}
        />
      )}
      {shown !== null && isAsked(shown) && (
        <AskedDialog
          {...shown}
          isSelf={shown.user.id === selfId}
          oidcName={oidcName ?? "single sign-on"}
          open={asked !== null}
          onClose={close}
          actions={actions}
          onDeleted={onDeleted}
        />
      )}
      <LinkOnce link={link} baseUrl={baseUrl} onClose={() => setLink(null)} />
    </>
  );
  return { ask, dialogs, asking: asked !== null };
}

async function enable({ id, name }: UserView, actions: UserActions): Promise<void> {
  const result = await answerOf(actions.enable(id));
  if (result.ok) toast.success(`${name} is enabled`);
  else toast.error(`${name} is unchanged`, { description: result.message });
}

type AskedOne = { user: UserView; act: AskedAct };

const isAsked = (asked: Asked): asked is AskedOne =>
  asked.act !== "set-role" && asked.act !== "make-reset-link" && asked.act !== "enable";

type DialogProps = AskedOne & {
  isSelf: boolean;
  oidcName: string;
  open: boolean;
  onClose: () => void;
  actions: UserActions;
  onDeleted: (() => void) | undefined;
};

function AskedDialog({
  user,
  act,
  isSelf,
  oidcName,
  open,
  onClose,
  actions,
  onDeleted,
}: DialogProps): ReactNode {
  const { title, text, confirm, tone, done } = wordsOf(act, user, oidcName);
  async function run() {
    if (act === "delete") focusNextRow(user.id);
    const result = await answerOf(runOf(act, actions)(user.id));
    if (!result.ok) return result.message;
    toast.success(done);
    if (act === "delete") onDeleted?.();
  }
  return (
    <ConfirmDialog
      open={open}
      onOpenChange={(next) => next || onClose()}
      title={title}
      confirmLabel={confirm}
      tone={tone}
      onConfirm={run}
    >
      {isSelf && "This is you. "}
      {text}
    </ConfirmDialog>
  );
}

function runOf(act: AskedAct, actions: UserActions): (id: string) => Promise<ActionResult> {
  const runs: Record<AskedAct, (id: string) => Promise<ActionResult>> = {
    "end-sessions": actions.endSessions,
    "reset-second-factor": actions.resetSecondFactor,
    "allow-oidc": actions.allowOidc,
    disable: actions.disable,
    delete: actions.remove,
  };
  return runs[act];
}
