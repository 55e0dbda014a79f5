import type { ComponentProps } from "react";
import type { ChannelActions } from "#components/channels/channel-actions.ts";
import type { SecurityActions } from "#components/channels/security/security-view.ts";
import type { TestWebhookButton } from "#components/channels/test/test-webhook-button.tsx";
import type { ChannelView } from "#lib/domain/channel/channel.ts";
import type { LastFailure } from "#lib/domain/delivery/delivery.ts";

/** What the header of a webhook's page shows on each of its tabs. */
export type HeaderView = ChannelView & {
  /** Counted up to one more than PENDING_COUNTED. */
  pendingDeliveries: number;
  lastFailure: LastFailure | null;
};

/** What the reader may do there. */
type PageRights = { mayManage: boolean; mayOperate: boolean };

type HeaderActions = Pick<ChannelActions, "change"> &
  Pick<SecurityActions, "trust"> &
  Pick<ComponentProps<typeof TestWebhookButton>, "test">;

export type NoteProps = {
  channel: HeaderView;
  rights: PageRights;
  actions: HeaderActions;
  /** The server's clock, ms since 1970. */
  now: number;
};
