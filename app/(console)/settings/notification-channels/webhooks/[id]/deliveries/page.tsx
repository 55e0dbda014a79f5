import type { Metadata } from "next";
import { ChannelPage } from "#components/channels/page/channel-page.tsx";
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
import { NoneOfChannel, NothingFound } from "#components/deliveries/no-deliveries.tsx";
import { RedeliverFailed } from "#components/deliveries/redeliver-failed.tsx";
import { SelectedBar } from "#components/deliveries/selected-bar.tsx";
import { SelectedDeliveries } from "#components/deliveries/selected-deliveries.tsx";
import { JobLines } from "#components/jobs/job-lines.tsx";
import { Jobs } from "#components/jobs/jobs.tsx";
import { ExportLinks } from "#components/list/export-links.tsx";
import { hrefWith, type SearchParams } from "#components/list/href.ts";
import { PageLinks } from "#components/list/page-links.tsx";
import { channelDeliveriesPath } from "#components/paths.ts";
import { listDeliveries } from "#db/queries/deliveries.ts";
import { pageOrFirst } from "#db/queries/page.ts";
import { readDb } from "#db/read.ts";
import { isFiltered } from "#lib/domain/delivery/list.ts";
import { requireSession } from "#lib/web/auth/session.ts";
import { changesMark } from "#lib/web/live/mark.ts";
import { readCurl } from "../../../../../deliveries/actions.ts";
import { deliveryActions } from "../../../../../deliveries/delivery-actions.ts";
import { readJobs, stopJob } from "../../../../../jobs/actions.ts";
import { readRunning } from "../../../../../jobs/read-jobs.ts";
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
  const { filter, cursor, ignored } = choiceOf({ ...search, channel_id: undefined }, header.now);
  const { page, first } = await pageOrFirst(cursor, (from) =>
    listDeliveries(readDb(), { ...filter, channelId, cursor: from }),
  );

  const rows = page.data.map(listedDelivery);
  const isEmpty = rows.length === 0;
  const hasNone = isEmpty && first && !isFiltered(filter);
  const pending = rows.filter((row) => row.state === "pending").length;
  const actions = header.rights.mayOperate ? deliveryActions : undefined;
  const range = rangeOf(search);
  const offersAll = !hasNone && header.channel.enabled && canRedeliverFailed(filter, range, header.now);
  return (
    <ChannelPage {...header}>
      <Jobs running={readRunning("redeliver", channelId)} read={readJobs}>
        <SelectedDeliveries rows={rows}>
          <div className="flex flex-col gap-4">
            <div className="flex items-start justify-between gap-2">
              <div className="list-tools">
                {!hasNone && <DeliveryFilters filter={filter} alertTitle={rows[0]?.alertTitle} />}
                {actions && <SelectedBar redeliver={actions.redeliverSelected} />}
              </div>
              <div className="flex flex-wrap justify-end gap-2">
                {actions && offersAll && (
                  <RedeliverFailed channel={header.channel} range={range} actions={actions} />
                )}
                <DeliveriesRefresh
                  seen={seen}
                  watched={{ delivery: "all", channel: [channelId] }}
                  active={first}
                  summary={pending === 0 ? "No delivery is pending." : `${pending} pending.`}
                />
              </div>
            </div>
            <JobLines stop={actions && stopJob} />
            <ListNotes ignored={ignored} lookedBackTo={page.lookedBackTo} now={header.now} />
            {!isEmpty && (
              <DeliveriesTable
                rows={rows}
                now={header.now}
                ofOneChannel
                actions={actions}
                readCurl={readCurl}
                leavesOnChange={leavesOnChange(filter)}
              />
            )}
            {hasNone && <NoneOfChannel mayTest={header.rights.mayOperate} />}
            {isEmpty && !hasNone && page.lookedBackTo === null && (
              <NothingFound allHref={channelDeliveriesPath(channelId)} />
            )}
            {!hasNone && <ExportLinks what="deliveries" query={deliveryQuery({ ...filter, channelId })} />}
            <PageLinks
              newestHref={first ? null : hrefWith(search, {})}
              olderHref={page.nextCursor === null ? null : hrefWith(search, { cursor: page.nextCursor })}
            />
          </div>
        </SelectedDeliveries>
      </Jobs>
    </ChannelPage>
  );
}
