import type { Metadata } from "next";
import { channelFilter } from "#components/channels/channel-filter.ts";
import { DeliveriesTable } from "#components/deliveries/deliveries-table.tsx";
import { DeliveryFilters } from "#components/deliveries/delivery-filters.tsx";
import { choiceOf, deliveryQuery } from "#components/deliveries/filter.ts";
import { ListNotes } from "#components/deliveries/list-notes.tsx";
import { NoDeliveries, NothingFound } from "#components/deliveries/no-deliveries.tsx";
import { ExportLinks } from "#components/list/export-links.tsx";
import { hrefWith, type SearchParams } from "#components/list/href.ts";
import { ListPage } from "#components/list/list-page.tsx";
import { PageLinks } from "#components/list/page-links.tsx";
import { LiveRefresh } from "#components/live/live-refresh.tsx";
import { listChannels } from "#db/queries/channel-list.ts";
import { listDeliveries } from "#db/queries/deliveries.ts";
import { pageOrFirst } from "#db/queries/page.ts";
import { readDb } from "#db/read.ts";
import { isFiltered } from "#lib/domain/delivery/list.ts";
import { may } from "#lib/domain/people/actor.ts";
import { ownAddress } from "#lib/web/auth/own-address.ts";
import { actorOf, requireSession } from "#lib/web/auth/session.ts";
import { changesMark } from "#lib/web/live/mark.ts";
import { findChannels } from "../../settings/notification-channels/webhooks/actions.ts";

export const metadata: Metadata = { title: "Deliveries" };

export default async function DeliveriesPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const session = await requireSession();
  const seen = changesMark();
  const params = await searchParams;
  const now = Date.now();
  const { filter, cursor, ignored } = choiceOf(params, now);
  const db = readDb();
  const [{ page, first: firstPage }, channels] = await Promise.all([
    pageOrFirst(cursor, (from) => listDeliveries(db, { ...filter, cursor: from })),
    listChannels(db),
  ]);

  const empty = page.data.length === 0;
  const none = empty && firstPage && !isFiltered(filter);
  const pending = page.data.filter(({ state }) => state === "pending").length;
  return (
    <ListPage
      title="Deliveries"
      description="Every delivery of an alert to a webhook, newest first."
      actions={
        <LiveRefresh
          seen={seen}
          watched={{ delivery: "all", channel: "all" }}
          active={firstPage}
          summary={pending === 0 ? "No delivery is pending." : `${pending} pending.`}
        />
      }
      filters={
        !none && (
          <DeliveryFilters
            filter={filter}
            channel={channelFilter(channels, filter.channelId, findChannels)}
            alertTitle={page.data[0]?.alertTitle}
          />
        )
      }
      notes={<ListNotes ignored={ignored} lookedBackTo={page.lookedBackTo} now={now} />}
      exports={!none && <ExportLinks what="deliveries" query={deliveryQuery(filter)} />}
      pager={
        <PageLinks
          newestHref={firstPage ? null : hrefWith(params, {})}
          olderHref={page.nextCursor === null ? null : hrefWith(params, { cursor: page.nextCursor })}
        />
      }
    >
      {!empty ? (
        <DeliveriesTable rows={page.data} now={now} />
      ) : none ? (
        <NoDeliveries
          address={await ownAddress()}
          hasChannels={channels.length > 0}
          mayMakeKeys={may(actorOf(session), "manage")}
        />
      ) : (
        page.lookedBackTo === null && <NothingFound allHref="/deliveries" />
      )}
    </ListPage>
  );
}
