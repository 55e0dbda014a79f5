import { forgetLinks } from "#db/queries/account-links.ts";
import { dropCaughtBefore } from "#db/queries/caught-bodies.ts";
import { forgetPosts } from "#db/queries/idempotent-posts.ts";
import { forgetJobs } from "#db/queries/jobs.ts";
import { forgetMutes } from "#db/queries/mutes.ts";
import { forgetRollups } from "#db/queries/rollups.ts";
import { forgetGoneSenders, forgetSenderHours } from "#db/queries/senders.ts";
import { forgetWaitingSubscriptions } from "#db/queries/sns.ts";
import { forgetTallies } from "#db/queries/tallies.ts";
import { deleteExpiredSessions } from "#db/queries/users.ts";
import { ENDED_MUTES_KEPT_MS } from "#lib/domain/mute/mute.ts";
import { ROLLUPS_KEPT_MS } from "#lib/domain/overview/window.ts";
import { CAUGHT_DAYS } from "#lib/domain/source/own/limits.ts";
import { IDEMPOTENCY_MS } from "#lib/engine/intake/plan.ts";
import type { Tx } from "#lib/engine/write/context.ts";
import type { ChoreContext, ChoreParts } from "./chore.ts";

/** Idempotency keys removed per transaction: a few milliseconds, so that a post isn't delayed. */
const STEP = 500;
/** How long an ended job can be asked for, ms. */
const JOBS_KEPT_MS = 30 * 24 * 3_600_000;

/** How long a link that has expired still says so, ms. */
const LINKS_KEPT_MS = 30 * 24 * 3_600_000;

const DAY_MS = 24 * 3_600_000;

/** How long the hours of senders are kept, ms. */
const SENDER_HOURS_KEPT_MS = 7 * 24 * 3_600_000;
/** How long senders without a key or source are still listed after their last post, ms. */
const GONE_SENDERS_KEPT_MS = 30 * DAY_MS;

/** Amazon SNS takes the token of a subscription for three days. */
const SUBSCRIPTIONS_WAIT_MS = 3 * DAY_MS;

/**
 * Removes sessions, links, tallies, rollups, senders' hours, senders that are gone, waiting subscriptions, caught bodies, jobs, mutes
 * and idempotency keys that have expired.
 */
export const sweeping = ({ transact }: Pick<ChoreContext, "transact">): ChoreParts => ({
  name: "removing what has expired",
  everyMs: 60_000,
  step: () => transact(sweepSome),
});

/** Returns whether more may be left. */
function sweepSome({ db, now }: Tx): boolean {
  deleteExpiredSessions(db, now);
  forgetLinks(db, now - LINKS_KEPT_MS);
  forgetTallies(db, now);
  forgetRollups(db, now - ROLLUPS_KEPT_MS);
  forgetSenderHours(db, now - SENDER_HOURS_KEPT_MS);
  forgetGoneSenders(db, now - GONE_SENDERS_KEPT_MS);
  forgetWaitingSubscriptions(db, now - SUBSCRIPTIONS_WAIT_MS);
  dropCaughtBefore(db, now - CAUGHT_DAYS * DAY_MS);
  forgetJobs(db, now - JOBS_KEPT_MS);
  forgetMutes(db, now - ENDED_MUTES_KEPT_MS);
  return forgetPosts(db, now - IDEMPOTENCY_MS, STEP) === STEP;
}
