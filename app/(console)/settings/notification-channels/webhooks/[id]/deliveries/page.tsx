import type { Metadata } from "next";
import { ChannelPage } from "#components/channels/page/channel-page.tsx";
import { DeliveriesTable } from "#components/deliveries/deliveries-table.tsx";
import { positionOf } from "#components/deliveries/filter.ts";
import { NoneOfChannel, NothingFound } from "#components/deliveries/no-deliveries.tsx";
import { STATE_OPTIONS } from "#components/deliveries/words.ts";
import { hrefWith, type SearchParams } from "#components/list/href.ts";
import { ListFilters } from "#components/list/list-filters.tsx";
import { PageLinks } from "#components/list/page-links.tsx";
import { LiveRefresh } from "#components/live/live-refresh.tsx";
import { channelDeliveriesPath } from "#components/paths.ts";
import { listDeliveries } from "#db/queries/deliveries.ts";
import { pageOrFirst } from "#db/queries/page.ts";
import { readDb } from "#db/read.ts";
import { requireSession } from "#lib/web/auth/session.ts";
import { changesMark } from "#lib/web/live/mark.ts";
import { type ChannelParams, headerOf, titleOf } from "../channel.ts";

export async function generateMetadata({ params }: ChannelParams): Promise<Metadata> {
  return { title: await titleOf(params, "Deliveries") };
}

type Props = ChannelParams & { searchParams: Promise<SearchParams> };

export default async function WebhookDeliveriesPage({ params, searchParams }: Props) {
  const session = await requireSession();
  const seen = changesMark();
  const { id: channelId } = await params;
  const header = await headerOf(channelId, session);
  const search = await searchParams;
  const { state, cursor } = positionOf(search);
  const { page, first } = await pageOrFirst(cursor, (from) =>
    listDeliveries(readDb(), { channelId, state, cursor: from }),
  );

  const isEmpty = page.data.length === 0;
  const hasNone = isEmpty && state === undefined && first;
  const pending = page.data.filter((row) => row.state === "pending").length;
  return (
    <ChannelPage {...header}>
      <div className="flex flex-col gap-4">
        <div className="flex items-start justify-between gap-2">
          {!hasNone && <ListFilters filters={[{ param: "state", label: "State", options: STATE_OPTIONS }]} />}
          <LiveRefresh
            seen={seen}
            watched={{ delivery: "all", channel: [channelId] }}
            active={first}
            summary={pending === 0 ? "No delivery is pending." : `${pending} pending.`}
          />
        </div>
        {!isEmpty && <DeliveriesTable rows={page.data} now={header.now} ofOneChannel />}
        {hasNone && <NoneOfChannel mayTest={header.rights.mayOperate} />}
        {isEmpty && !hasNone && <NothingFound allHref={channelDeliveriesPath(channelId)} />}
        <PageLinks
          newestHref={first ? null : hrefWith(search, {})}
          olderHref={page.nextCursor === null ? null : hrefWith(search, { cursor: page.nextCursor })}
        />
      </div>
    </ChannelPage>
  );
}
