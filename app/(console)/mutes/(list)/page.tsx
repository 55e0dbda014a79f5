import { BellOff, Plus } from "lucide-react";
import type { Metadata } from "next";
import { hrefWith, type SearchParams } from "#components/list/href.ts";
import { ListFilters } from "#components/list/list-filters.tsx";
import { ListPage } from "#components/list/list-page.tsx";
import { PageLinks } from "#components/list/page-links.tsx";
import { LiveRefresh } from "#components/live/live-refresh.tsx";
import { listedMute } from "#components/mutes/listed-mute.ts";
import { MutesTable } from "#components/mutes/mutes-table.tsx";
import { NEW_MUTE } from "#components/paths.ts";
import { ButtonLink } from "#components/ui/button-link.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { pageOfMutes } from "#db/queries/mutes.ts";
import { pageOrFirst } from "#db/queries/page.ts";
import { readDb } from "#db/read.ts";
import { may } from "#lib/domain/people/actor.ts";
import { actorOf, requireSession } from "#lib/web/auth/session.ts";
import { changesMark } from "#lib/web/live/mark.ts";
import { endMute } from "../actions.ts";

export const metadata: Metadata = { title: "Mutes" };

/** Live mutes, or with `?state=ended` those of the last 30 days that have ended. */
export default async function MutesPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const mayOperate = may(actorOf(await requireSession()), "operate");
  const seen = changesMark();
  const params = await searchParams;
  const state = params.state === "ended" ? "ended" : "live";
  const now = Date.now();
  const { page, first } = await pageOrFirst(
    typeof params.cursor === "string" ? params.cursor : undefined,
    (cursor) => pageOfMutes(readDb(), { state, cursor }, now),
  );
  const rows = page.data.map((mute) => listedMute(mute, now));
  return (
    <ListPage
      title="Mutes"
      description={`What is kept from being sent for a time. Its events are stored all the same.${mayOperate ? "" : " Operators and admins mute."}`}
      actions={
        <>
          <LiveRefresh
            seen={seen}
            watched={{ mute: "all" }}
            active={first}
            summary={`${rows.length} mutes shown.`}
          />
          {mayOperate && <Add />}
        </>
      }
      filters={<ListFilters filters={[STATE_FILTER]} />}
      pager={
        <PageLinks
          newestHref={first ? null : hrefWith(params, {})}
          olderHref={page.nextCursor === null ? null : hrefWith(params, { cursor: page.nextCursor })}
        />
      }
    >
      {rows.length === 0 ? (
        <EmptyState icon={<BellOff />} action={mayOperate && state === "live" && <Add />}>
          {state === "live" ? NOTHING_MUTED : "No mute has ended in the last 30 days."}
        </EmptyState>
      ) : (
        <MutesTable rows={rows} now={now} end={mayOperate ? endMute : undefined} />
      )}
    </ListPage>
  );
}

const STATE_FILTER = {
  param: "state",
  label: "State",
  allLabel: "Live",
  options: [{ value: "ended", label: "Ended" }],
};

const NOTHING_MUTED =
  "Nothing is muted. Mute an alert, a webhook or a rule on its own page, or add a filter here.";

function Add() {
  return (
    <ButtonLink href={NEW_MUTE} variant="primary" icon={<Plus aria-hidden />}>
      Add
    </ButtonLink>
  );
}
