import type { ComponentProps } from "react";
import type { ChannelActions } from "#components/channels/channel-actions.ts";
import type { SecurityActions } from "#components/channels/security/security-view.ts";
import type { TestWebhookButton } from "#components/channels/test/test-webhook-button.tsx";
import type { MuteActions } from "#components/mutes/mute-actions.ts";
import type { ShownMute } from "#components/mutes/shown-mute.ts";
import type { ChannelView } from "#lib/domain/channel/channel.ts";
import type { LastFailure } from "#lib/domain/delivery/delivery.ts";

/** The data for the header of a webhook's page, the same on each tab. */
export type HeaderView = ChannelView & {
  /** Counting stops at PENDING_COUNTED + 1. */
  pendingDeliveries: number;
  lastFailure: LastFailure | null;
  mutes: ShownMute[];
};

/** What the user may do there. */
type PageRights = { mayManage: boolean; mayOperate: boolean };

type HeaderActions = Pick<ChannelActions, "change"> &
  Pick<SecurityActions, "trust"> &
  Pick<ComponentProps<typeof TestWebhookButton>, "test"> & {
    mute: MuteActions["create"];
    endMute: MuteActions["end"];
  };

export type NoteProps = {
  channel: HeaderView;
  rights: PageRights;
  actions: HeaderActions;
  /** The server's clock, ms since 1970. */
  now: number;
};
