"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { focusNextRow } from "#components/list/row-focus.ts";
import { ActionsMenu } from "#components/list/row-menu.tsx";
import { certificatePath, copyWebhookPath, webhookPath } from "#components/paths.ts";
import { MenuItem, MenuLink, MenuSeparator } from "#components/ui/menu.tsx";
import { toast } from "#components/ui/toast.ts";
import type { ChannelActions, Switch } from "./channel-actions.ts";
import { DeleteChannel } from "./delete-channel.tsx";
import { EnableChannel } from "./enable-channel.tsx";
import type { ListedChannel } from "./listed-channel.ts";
import { switchChannel } from "./switch-channel.ts";
import { LaterTestDialog } from "./test/later-test-dialog.tsx";

type Props = {
  channel: ListedChannel;
  actions: ChannelActions;
  /** Whether the user may change channels. If not, the menu has only Test. */
  mayManage: boolean;
  /** Whether a filter by status is on, so that the row leaves the list when its status changes. */
  leavesOnChange: boolean;
};

/** The ellipsis menu of a row. */
export function ChannelMenu({ channel, actions, mayManage, leavesOnChange }: Props) {
  const [deleting, setDeleting] = useState(false);
  const { testing, startTest, endTest } = useRowTest();
  const [enabling, setEnabling] = useState(false);
  const { id, name, enabled, pendingDeliveries } = channel;

  /** Returns a sentence that says why it failed, if it did. */
  async function turn(to: Switch): Promise<string | undefined> {
    const fault = await switchChannel(actions.change, channel, to);
    if (fault === undefined && leavesOnChange) focusNextRow(id);
    return fault;
  }

  async function toggle() {
    if (!enabled && pendingDeliveries > 0) return setEnabling(true);
    const fault = await turn({ enabled: !enabled });
    if (fault !== undefined) toast.error(`${name} is unchanged`, { description: fault });
  }

  return (
    <>
      <ActionsMenu>
        {mayManage && <MenuItem onSelect={toggle}>{enabled ? "Disable" : "Enable"}</MenuItem>}
        {mayManage && <MenuLink href={webhookPath(id)}>Edit</MenuLink>}
        {channel.certificateChanged && <MenuLink href={certificatePath(id)}>Compare certificates</MenuLink>}
        <MenuItem onSelect={startTest}>Test Webhook</MenuItem>
        {mayManage && <MenuLink href={copyWebhookPath(id)}>Duplicate</MenuLink>}
        {mayManage && <MenuSeparator />}
        {mayManage && (
          <MenuItem danger onSelect={() => setDeleting(true)}>
            Delete
          </MenuItem>
        )}
      </ActionsMenu>
      <LaterTestDialog
        open={testing}
        onOpenChange={endTest}
        name={name}
        unsaved={null}
        send={(alert) => actions.test({ id, alert })}
      />
      <EnableChannel
        name={name}
        pending={pendingDeliveries}
        open={enabling}
        onOpenChange={setEnabling}
        enable={(waiting) => turn({ enabled: true, waiting })}
      />
      <DeleteChannel channel={channel} open={deleting} onOpenChange={setDeleting} remove={actions.remove} />
    </>
  );
}

/** A test of a saved channel creates a delivery: refresh the list once the dialog is closed. */
function useRowTest() {
  const router = useRouter();
  const [testing, setTesting] = useState(false);
  const endTest = () => {
    setTesting(false);
    router.refresh();
  };
  return { testing, startTest: () => setTesting(true), endTest };
}
