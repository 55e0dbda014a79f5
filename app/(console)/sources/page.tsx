import { Plus } from "lucide-react";
import type { Metadata } from "next";
import type { SearchParams } from "#components/list/href.ts";
import { ListFilters } from "#components/list/list-filters.tsx";
import { ListPage } from "#components/list/list-page.tsx";
import { pageOf } from "#components/list/page-of.ts";
import { Pager } from "#components/list/pager.tsx";
import { LiveRefresh } from "#components/live/live-refresh.tsx";
import { ADD_SOURCE, sourceTypePath } from "#components/paths.ts";
import { chooseSenders, STATE_FILTERS } from "#components/sources/choose-senders.ts";
import { listedSender } from "#components/sources/listed-sender.ts";
import { NoSenderFound, NoSenders } from "#components/sources/no-senders.tsx";
import { SendersTable } from "#components/sources/senders-table.tsx";
import { AlertNote } from "#components/ui/alert-note.tsx";
import { ButtonLink } from "#components/ui/button-link.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { listSenders } from "#db/queries/senders-list.ts";
import { countWaitingTopics } from "#db/queries/subscriptions-list.ts";
import { readDb } from "#db/read.ts";
import { may } from "#lib/domain/people/actor.ts";
import { actorOf, requireSession } from "#lib/web/auth/session.ts";
import { changesMark } from "#lib/web/live/mark.ts";

export const metadata: Metadata = { title: "Sources" };

/** Who posts alerts, in which format and how many. */
export default async function SourcesPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const mayManage = may(actorOf(await requireSession()), "manage");
  const seen = changesMark();
  const now = Date.now();
  const params = await searchParams;
  const all = (await listSenders(readDb(), now)).map((sender) => listedSender(sender, { now, mayManage }));
  const { rows, ...pager } = pageOf(chooseSenders(all, choiceOf(params)), params);
  return (
    <ListPage
      title="Sources"
      description={`What posts alerts to Tocsin, and with which API key.${mayManage ? "" : " Admins add sources and change their settings."}`}
      actions={
        <>
          <LiveRefresh
            seen={seen}
            watched={{ source: "all", "api-key": "all" }}
            summary={`${rows.length} senders shown.`}
          />
          {mayManage && all.length > 0 && <Add />}
        </>
      }
      filters={all.length > 0 && <ListFilters search={SEARCH} filters={[STATE_FILTER]} />}
      notes={<WaitingTopics />}
      pager={<Pager {...pager} />}
    >
      {all.length === 0 ? (
        <NoSenders add={mayManage && <Add />} />
      ) : rows.length === 0 ? (
        <NoSenderFound />
      ) : (
        <SendersTable rows={rows} now={now} />
      )}
    </ListPage>
  );
}

/** Nothing comes in from a topic of Amazon SNS before an admin has confirmed it. */
function WaitingTopics() {
  const count = countWaitingTopics(readDb());
  if (count === 0) return null;
  const topics = count === 1 ? "A topic waits" : `${count.toLocaleString("en")} topics wait`;
  return (
    <AlertNote
      title={`${topics} to be confirmed`}
      action={<TextLink href={sourceTypePath("aws-sns")}>Show</TextLink>}
    >
      Amazon SNS posts nothing before an admin has confirmed it.
    </AlertNote>
  );
}

const SEARCH = { label: "Search sources", placeholder: "Source or API key…" };
const STATE_FILTER = { param: "state", label: "State", options: STATE_FILTERS };

const choiceOf = ({ q, state }: SearchParams) => ({ q: single(q), state: single(state) });

const single = (value: string | string[] | undefined): string => (typeof value === "string" ? value : "");

function Add() {
  return (
    <ButtonLink href={ADD_SOURCE} variant="primary" icon={<Plus aria-hidden />}>
      Add source
    </ButtonLink>
  );
}
