import type { ListedJob } from "#components/jobs/listed-job.ts";
import type { ActionResult } from "#lib/domain/action-result.ts";
import type { RangeName } from "#lib/domain/delivery/list.ts";

/** All deliveries of a channel, or of all, that failed in this time before now, or ever. */
type Failed = { channelId: string | undefined; range: RangeName | undefined };

/** What can be done with one delivery. */
export type DeliveryAct = "redeliver" | "send-now" | "cancel";

/** The server actions that pages can run on deliveries. */
export type DeliveryActions = {
  change: (id: string, act: DeliveryAct) => Promise<ActionResult>;
  /** Start a job, which may have nothing to do. */
  redeliverSelected: (ids: string[]) => Promise<ActionResult<ListedJob>>;
  redeliverFailed: (failed: Failed) => Promise<ActionResult<ListedJob>>;
  countFailed: (failed: Failed) => Promise<ActionResult<number>>;
};

/** The request of a delivery as a command. Every user may read it. */
export type ReadCurl = (id: string) => Promise<ActionResult<string>>;
