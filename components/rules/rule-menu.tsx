"use client";

import { useState } from "react";
import { answerOf } from "#components/form/answer-of.ts";
import { focusNextRow } from "#components/list/row-focus.ts";
import { ActionsMenu } from "#components/list/row-menu.tsx";
import { copyRulePath, rulePath } from "#components/paths.ts";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { MenuItem, MenuLink, MenuSeparator } from "#components/ui/menu.tsx";
import { toast } from "#components/ui/toast.ts";
import { visibleText } from "#lib/domain/visible-text.ts";
import type { RuleRow } from "./listed-rule.ts";
import type { RuleActions } from "./rule-actions.ts";

type Props = {
  rule: RuleRow;
  actions: RuleActions;
  /** The list is filtered by status, so the row leaves it when its status changes. */
  leavesOnChange: boolean;
};

/** The ellipsis menu of a row. */
export function RuleMenu({ rule, actions, leavesOnChange }: Props) {
  const [deleting, setDeleting] = useState(false);
  const { id, name, enabled, addsNothing } = rule;

  async function toggle() {
    const result = await answerOf(actions.change(id, { enabled: !enabled }));
    if (!result.ok) return toast.error(`${name} is unchanged`, { description: result.message });
    if (leavesOnChange) focusNextRow(id);
    toast.success(`${name} is ${enabled ? "disabled" : "enabled"}`);
  }

  async function remove() {
    const result = await answerOf(actions.remove(id));
    if (!result.ok) return result.message;
    focusNextRow(id);
    toast.success(`${name} is deleted`);
  }

  return (
    <>
      <ActionsMenu>
        <MenuItem onSelect={toggle}>{enabled ? "Disable" : "Enable"}</MenuItem>
        <MenuLink href={rulePath(id)}>Edit</MenuLink>
        <MenuLink href={copyRulePath(id)}>Duplicate</MenuLink>
        {addsNothing.map(({ by }) => (
          <MenuLink key={by.id} href={rulePath(by.id)}>
            Edit {visibleText(by.name)}
          </MenuLink>
        ))}
        <MenuSeparator />
        <MenuItem danger onSelect={() => setDeleting(true)}>
          Delete
        </MenuItem>
      </ActionsMenu>
      <ConfirmDialog
        open={deleting}
        onOpenChange={setDeleting}
        title={`Delete ${name}?`}
        confirmLabel="Delete"
        onConfirm={remove}
      >
        From the next event on, nothing is sent that only this rule would send. Deliveries that it has queued
        still go out.
      </ConfirmDialog>
    </>
  );
}
