import type { Metadata } from "next";
import type { SearchParams } from "#components/list/href.ts";
import { LiveRefresh } from "#components/live/live-refresh.tsx";
import { ChannelFiguresTable } from "#components/overview/channels-table.tsx";
import { DeliveryCharts } from "#components/overview/delivery-charts.tsx";
import { DeliveryFigures } from "#components/overview/figures.tsx";
import { FirstSteps } from "#components/overview/first-steps.tsx";
import { NeedsYou } from "#components/overview/needs-you.tsx";
import { OpenAlertCounts } from "#components/overview/open-alerts.tsx";
import { OwnRuleOff } from "#components/overview/own-rule-off.tsx";
import { PartsTable } from "#components/overview/parts-table.tsx";
import { WindowSwitch } from "#components/overview/window-switch.tsx";
import { AlertNote } from "#components/ui/alert-note.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { findOwnRule } from "#db/queries/own-rule.ts";
import { readDb } from "#db/read.ts";
import type { OverviewFacts } from "#lib/domain/overview/overview.ts";
import { overviewWindow } from "#lib/domain/overview/window.ts";
import { may } from "#lib/domain/people/actor.ts";
import { ownAddress } from "#lib/web/auth/own-address.ts";
import { actorOf, requireSession } from "#lib/web/auth/session.ts";
import { changesMark } from "#lib/web/live/mark.ts";
import { mutedThings } from "#lib/web/show/mutes.ts";
import { overviewAt } from "#lib/web/show/overview.ts";
import { createMute } from "./mutes/actions.ts";

export const metadata: Metadata = { title: "Overview" };

const WATCHED = { rule: "all", channel: "all", alert: "all", delivery: "all", mute: "all" } as const;
/** Under load something changes all the time; figures of minutes need no faster pace. */
const REFRESH_EVERY_MS = 5_000;

/** What needs somebody now, then how deliveries do. */
export default async function OverviewPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const actor = actorOf(await requireSession());
  const seen = changesMark();
  const { window: wanted = "1h", webhooks } = await searchParams;
  const window = typeof wanted === "string" ? overviewWindow(wanted) : undefined;
  const now = Date.now();
  const db = readDb();
  const ownRule = await findOwnRule(db);
  const facts = await overviewAt(db, window ?? "1h", now);
  const started = facts.channels.length > 0 && facts.lastEventAt !== null;
  return (
    <div className="flex flex-col gap-6">
      <PageHeader
        title="Overview"
        actions={
          <LiveRefresh seen={seen} watched={WATCHED} everyMs={REFRESH_EVERY_MS} summary={summaryOf(facts)} />
        }
      />
      {window === undefined && (
        <AlertNote>There is no such time range, so this shows 1 hour: choose one below.</AlertNote>
      )}
      {!started && (
        <FirstSteps
          hasChannel={facts.channels.length > 0}
          hasEvent={facts.lastEventAt !== null}
          address={await ownAddress()}
          mayManage={may(actor, "manage")}
        />
      )}
      {facts.lastEventAt !== null && (
        <>
          <NeedsYou
            facts={facts}
            now={now}
            muted={mutedThings(db, "channel", now)}
            mute={may(actor, "operate") ? createMute : undefined}
          />
          {ownRule?.enabled === false && <OwnRuleOff id={ownRule.id} />}
          <OpenAlertCounts facts={facts} now={now} />
          <Deliveries facts={facts} all={webhooks === "all"} now={now} />
        </>
      )}
    </div>
  );
}

/** How many webhooks are shown at first, those with the most failures. */
const SHOWN = 10;

function Deliveries({ facts, all, now }: { facts: OverviewFacts; all: boolean; now: number }) {
  const channels = facts.channels.toSorted(worstFirst);
  return (
    <section aria-labelledby="deliveries" className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <h2 id="deliveries" className="font-semibold">
          Deliveries
        </h2>
        <WindowSwitch window={facts.window} />
      </div>
      <DeliveryFigures facts={facts} now={now} />
      <DeliveryCharts facts={facts} />
      {channels.length > 0 && (
        <ChannelFiguresTable rows={all ? channels : channels.slice(0, SHOWN)} now={now} />
      )}
      {!all && channels.length > SHOWN && (
        <p>
          <TextLink href={`?window=${facts.window}&webhooks=all`} scroll={false}>
            Show all {channels.length} webhooks
          </TextLink>
        </p>
      )}
      <PartsTable facts={facts} />
    </section>
  );
}

type Ended = Pick<OverviewFacts["total"], "delivered" | "failed">;

const worstFirst = (one: Ended, other: Ended): number =>
  other.failed - one.failed || other.delivered - one.delivered;

function summaryOf({ troubledChannels, ownAlerts }: OverviewFacts): string {
  const things = troubledChannels.length + ownAlerts.length;
  return things === 0
    ? "Nothing needs you now."
    : `${things} ${things === 1 ? "thing needs" : "things need"} you now.`;
}
