import type { Metadata } from "next";
import { AlertFilters } from "#components/alerts/alert-filters.tsx";
import { alertQuery } from "#components/alerts/alert-query.ts";
import { AlertsRefresh } from "#components/alerts/alerts-refresh.tsx";
import { AlertsTable } from "#components/alerts/alerts-table.tsx";
import { NoAlertFound, NoAlerts } from "#components/alerts/no-alerts.tsx";
import { SearchBehind } from "#components/alerts/search-behind.tsx";
import { SelectedAlerts } from "#components/alerts/selected-alerts.tsx";
import { SelectedBar } from "#components/alerts/selected-bar.tsx";
import { countUpTo } from "#components/alerts/words.ts";
import { JobLines } from "#components/jobs/job-lines.tsx";
import { Jobs } from "#components/jobs/jobs.tsx";
import { ExportLinks } from "#components/list/export-links.tsx";
import { OFFERED_MAX } from "#components/list/filter.ts";
import { hrefWith, type SearchParams } from "#components/list/href.ts";
import { IgnoredFilters } from "#components/list/ignored-filters.tsx";
import { ListPage } from "#components/list/list-page.tsx";
import { PageLinks } from "#components/list/page-links.tsx";
import { mutedUntilOf } from "#components/mutes/muted-until.ts";
import { alertFacetValues } from "#db/queries/alert-facets.ts";
import { countAlerts } from "#db/queries/alert-list.ts";
import { listAlerts } from "#db/queries/alert-pages.ts";
import { searchBehindSeconds } from "#db/queries/alert-search-tail.ts";
import { asOfToken } from "#db/queries/as-of.ts";
import { pageOrFirst } from "#db/queries/page.ts";
import { readDb } from "#db/read.ts";
import { type AlertFilter, isFiltered } from "#lib/domain/alert/list.ts";
import { may } from "#lib/domain/people/actor.ts";
import { ownAddress } from "#lib/web/auth/own-address.ts";
import { actorOf, requireSession } from "#lib/web/auth/session.ts";
import { changesMark } from "#lib/web/live/mark.ts";
import { mutedAlerts } from "#lib/web/show/mutes.ts";
import { readJobs, stopJob } from "../../jobs/actions.ts";
import { readRunning } from "../../jobs/read-jobs.ts";
import {
  changeStatus,
  changeStatusOfFound,
  changeStatusOfMany,
  findCategories,
  findSources,
} from "../actions.ts";
import { choiceOf } from "../choice.ts";

export const metadata: Metadata = { title: "Alerts" };

/** The most found alerts that are counted. */
const COUNT_MAX = 10_000;

const actions = {
  change: changeStatus,
  changeMany: changeStatusOfMany,
  changeFound: changeStatusOfFound,
};
const WATCHED = { alert: "all", job: "all", mute: "all" } as const;
const BY_PLACE = { newest: "First page", older: "Next page" };

export default async function AlertsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const actor = actorOf(await requireSession());
  const seen = changesMark();
  const params = await searchParams;
  const { filter, order, cursor, ignored } = choiceOf(params);
  const db = readDb();
  const { page, first: firstPage } = await pageOrFirst(cursor, (from) =>
    listAlerts(db, { ...filter, order, cursor: from }),
  );
  const none = page.data.length === 0 && firstPage && !isFiltered(filter);
  const mayChange = may(actor, "operate");
  const now = Date.now();
  const muted = await mutedAlerts(
    db,
    page.data.map(({ alertId }) => alertId),
    now,
  );
  return (
    <Jobs running={readRunning("status")} read={readJobs}>
      <SelectedAlerts rows={page.data}>
        <ListPage
          title="Alerts"
          description={`What your tools have reported, with its present status.${mayChange ? "" : " Operators and admins change it."}`}
          actions={
            <AlertsRefresh
              seen={seen}
              watched={filter.q === undefined ? WATCHED : { ...WATCHED, search: "all" }}
              active={firstPage}
              summary={none ? "Listening for the first alert." : `${page.data.length} alerts shown.`}
            />
          }
          filters={!none && <Filters filter={filter} />}
          selection={
            mayChange && (
              <SelectedBar
                actions={actions}
                params={params}
                asOf={{ page: asOfToken(db, page.readAt), list: asOfToken(db, page.asOf) }}
                found={page.nextCursor === null && firstPage ? null : await countInWords(filter)}
              />
            )
          }
          exports={!none && <ExportLinks what="alerts" query={alertQuery(filter)} />}
          notes={
            <>
              <JobLines stop={mayChange ? stopJob : undefined} />
              <IgnoredFilters ignored={ignored} />
            </>
          }
          pager={
            <PageLinks
              newestHref={firstPage ? null : hrefWith(params, {})}
              olderHref={page.nextCursor === null ? null : hrefWith(params, { cursor: page.nextCursor })}
              words={order.by === "updated" && order.descending ? undefined : BY_PLACE}
            />
          }
        >
          <SearchBehind seconds={filter.q === undefined ? null : searchBehindSeconds(db, now)} />
          {none ? (
            <NoAlerts address={await ownAddress()} mayMakeKeys={may(actor, "manage")} />
          ) : page.data.length === 0 ? (
            <NoAlertFound pastEnd={!firstPage} />
          ) : (
            <AlertsTable
              rows={page.data.map((row) => ({ ...row, ...mutedUntilOf(row.alertId, muted) }))}
              params={params}
              now={now}
              actions={mayChange ? actions : undefined}
            />
          )}
        </ListPage>
      </SelectedAlerts>
    </Jobs>
  );
}

async function Filters({ filter }: { filter: AlertFilter }) {
  const [categories, sources] = await Promise.all([
    alertFacetValues(readDb(), "category", { limit: OFFERED_MAX }),
    alertFacetValues(readDb(), "source_name", { limit: OFFERED_MAX }),
  ]);
  return (
    <AlertFilters
      filter={filter}
      categories={{ ...categories, find: findCategories }}
      sources={{ ...sources, find: findSources }}
    />
  );
}

async function countInWords(filter: AlertFilter): Promise<string> {
  return countUpTo(await countAlerts(readDb(), filter, COUNT_MAX), COUNT_MAX);
}
