import type { Metadata } from "next";
import { channelFilter } from "#components/channels/channel-filter.ts";
import { DeliveriesRefresh } from "#components/deliveries/deliveries-refresh.tsx";
import { DeliveriesTable } from "#components/deliveries/deliveries-table.tsx";
import { DeliveryFilters } from "#components/deliveries/delivery-filters.tsx";
import {
  canRedeliverFailed,
  choiceOf,
  deliveryQuery,
  leavesOnChange,
  rangeOf,
} from "#components/deliveries/filter.ts";
import { ListNotes } from "#components/deliveries/list-notes.tsx";
import { listedDelivery } from "#components/deliveries/listed-delivery.ts";
import { NoDeliveries, NothingFound } from "#components/deliveries/no-deliveries.tsx";
import { RedeliverFailed } from "#components/deliveries/redeliver-failed.tsx";
import { SelectedBar } from "#components/deliveries/selected-bar.tsx";
import { SelectedDeliveries } from "#components/deliveries/selected-deliveries.tsx";
import { JobLines } from "#components/jobs/job-lines.tsx";
import { Jobs } from "#components/jobs/jobs.tsx";
import { ExportLinks } from "#components/list/export-links.tsx";
import { hrefWith, type SearchParams } from "#components/list/href.ts";
import { ListPage } from "#components/list/list-page.tsx";
import { PageLinks } from "#components/list/page-links.tsx";
import { HeldNote } from "#components/restored/held-note.tsx";
import { listChannels } from "#db/queries/channel-list.ts";
import { isChannel } from "#db/queries/channels.ts";
import { listDeliveries } from "#db/queries/deliveries.ts";
import { countHeld } from "#db/queries/held-deliveries.ts";
import { pageOrFirst } from "#db/queries/page.ts";
import { readDb } from "#db/read.ts";
import { isFiltered } from "#lib/domain/delivery/list.ts";
import { may } from "#lib/domain/people/actor.ts";
import { ownAddress } from "#lib/web/auth/own-address.ts";
import { actorOf, requireSession } from "#lib/web/auth/session.ts";
import { changesMark } from "#lib/web/live/mark.ts";
import { readJobs, stopJob } from "../../jobs/actions.ts";
import { readRunning } from "../../jobs/read-jobs.ts";
import { findChannels } from "../../settings/notification-channels/webhooks/actions.ts";
import { readCurl } from "../actions.ts";
import { deliveryActions, heldActions } from "../delivery-actions.ts";

export const metadata: Metadata = { title: "Deliveries" };

export default async function DeliveriesPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const actor = actorOf(await requireSession());
  const actions = may(actor, "operate") ? deliveryActions : undefined;
  const seen = changesMark();
  const params = await searchParams;
  const now = Date.now();
  const db = readDb();
  const { filter, cursor, ignored } = choiceOf(params, now, (id) => isChannel(db, id));
  const [{ page, first: firstPage }, channels] = await Promise.all([
    pageOrFirst(cursor, (from) => listDeliveries(db, { ...filter, cursor: from })),
    listChannels(db),
  ]);

  const rows = page.data.map(listedDelivery);
  const held = countHeld(db);
  const empty = rows.length === 0;
  const none = empty && firstPage && !isFiltered(filter);
  const pending = rows.filter(({ state }) => state === "pending").length;
  const chosen = channels.find(({ id }) => id === filter.channelId);
  const isSendable = filter.channelId === undefined || chosen?.enabled === true;
  const range = rangeOf(params);
  return (
    <Jobs running={readRunning("redeliver")} read={readJobs}>
      <SelectedDeliveries rows={rows}>
        <ListPage
          title="Deliveries"
          description={`Every delivery of an alert to a webhook, newest first.${actions ? "" : " Operators and admins send them again."}`}
          actions={
            <>
              <DeliveriesRefresh
                seen={seen}
                watched={{ delivery: "all", channel: "all" }}
                active={firstPage}
                summary={pending === 0 ? "No delivery is pending." : `${pending} pending.`}
              />
              {actions && !none && isSendable && canRedeliverFailed(filter, range, now) && (
                <RedeliverFailed channel={chosen ?? null} range={range} actions={actions} />
              )}
            </>
          }
          filters={
            !none && (
              <DeliveryFilters
                filter={filter}
                channel={channelFilter(channels, filter.channelId, findChannels)}
                alertTitle={rows[0]?.alertTitle}
              />
            )
          }
          selection={actions && <SelectedBar redeliver={actions.redeliverSelected} />}
          notes={
            <>
              {held > 0 && <HeldNote held={held} actions={may(actor, "manage") ? heldActions : undefined} />}
              <JobLines stop={actions && stopJob} />
              <ListNotes ignored={ignored} lookedBackTo={page.lookedBackTo} now={now} />
            </>
          }
          exports={!none && <ExportLinks what="deliveries" query={deliveryQuery(filter)} />}
          pager={
            <PageLinks
              newestHref={firstPage ? null : hrefWith(params, {})}
              olderHref={page.nextCursor === null ? null : hrefWith(params, { cursor: page.nextCursor })}
            />
          }
        >
          {!empty ? (
            <DeliveriesTable
              rows={rows}
              now={now}
              actions={actions}
              readCurl={readCurl}
              leavesOnChange={leavesOnChange(filter)}
            />
          ) : none ? (
            <NoDeliveries
              address={await ownAddress()}
              hasChannels={channels.length > 0}
              mayMakeKeys={may(actor, "manage")}
            />
          ) : (
            page.lookedBackTo === null && <NothingFound allHref="/deliveries" />
          )}
        </ListPage>
      </SelectedDeliveries>
    </Jobs>
  );
}
