import type { ReactNode } from "react";
import { CertificateChanged, ChannelStatus, Held, isHeld } from "#components/channels/channel-status.tsx";
import { MuteButton } from "#components/mutes/mute-button.tsx";
import { webhookPath, webhookTabs } from "#components/paths.ts";
import { PageHeader } from "#components/ui/page-header.tsx";
import { Tabs } from "#components/ui/tabs.tsx";
import { ChannelNotes } from "./channel-notes.tsx";
import type { NoteProps } from "./page-view.ts";
import { TestSavedButton } from "./test-saved-button.tsx";

type ChannelPageProps = NoteProps & {
  /** Whether the tab has the form. The form's footer has its own Test, with the form's values. */
  hasForm?: boolean;
  children: ReactNode;
};

/** The frame of every tab of a webhook's page: its name, state, notes and tabs. */
export function ChannelPage({ hasForm = false, children, ...props }: ChannelPageProps) {
  const { channel, rights, actions } = props;
  return (
    <div className="flex flex-col gap-5">
      <PageHeader
        title={channel.name}
        path={webhookPath(channel.id)}
        status={
          <>
            <ChannelStatus channel={channel} />
            {channel.certificate.offered !== null && <CertificateChanged />}
            {isHeld(channel, props.now) && <Held />}
          </>
        }
        description={rights.mayManage ? undefined : "You can look at this webhook; an admin can change it."}
        actions={
          rights.mayOperate && (
            <>
              <MuteButton thing={{ channel_id: channel.id }} name={channel.name} create={actions.mute} />
              {!hasForm && <TestSavedButton id={channel.id} test={actions.test} />}
            </>
          )
        }
      />
      <ChannelNotes {...props} />
      <Tabs label="Webhook" tabs={webhookTabs(channel.id)} />
      {children}
    </div>
  );
}
