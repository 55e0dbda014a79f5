import { ListFilter, Plus } from "lucide-react";
import type { Metadata } from "next";
import { channelFilter } from "#components/channels/channel-filter.ts";
import { type SearchParams, sortOf } from "#components/list/href.ts";
import { ListFilters } from "#components/list/list-filters.tsx";
import { ListPage } from "#components/list/list-page.tsx";
import { pageOf } from "#components/list/page-of.ts";
import { Pager } from "#components/list/pager.tsx";
import { LiveRefresh } from "#components/live/live-refresh.tsx";
import { NEW_RULE, RULES } from "#components/paths.ts";
import {
  chooseRules,
  DEFAULT_SORT,
  type RuleChoice,
  SORTS,
  STATUS_FILTERS,
} from "#components/rules/choose-rules.ts";
import { toListed, toRow } from "#components/rules/listed-rule.ts";
import { RulesTable } from "#components/rules/rules-table.tsx";
import { ButtonLink } from "#components/ui/button-link.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { listChannels } from "#db/queries/channel-list.ts";
import { listRules } from "#db/queries/rules.ts";
import { talliesOfLastDay } from "#db/queries/tallies.ts";
import { readDb } from "#db/read.ts";
import { may } from "#lib/domain/people/actor.ts";
import { actorOf, requireSession } from "#lib/web/auth/session.ts";
import { changesMark } from "#lib/web/live/mark.ts";
import { mutedThings } from "#lib/web/show/mutes.ts";
import { findChannels } from "../../settings/notification-channels/webhooks/actions.ts";
import { changeRule, deleteRule } from "../actions.ts";

export const metadata: Metadata = { title: "Rules" };

export default async function RulesPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const mayManage = may(actorOf(await requireSession()), "manage");
  const seen = changesMark();
  const params = await searchParams;
  const now = Date.now();
  const db = readDb();
  const [rules, channels] = await Promise.all([listRules(db), listChannels(db)]);
  const known = {
    channels,
    matched: talliesOfLastDay(db, "rule_matched", now),
    muted: mutedThings(db, "rule", now),
  };
  const all = rules.map((rule) => toListed(rule, known));
  const { rows, ...pager } = pageOf(chooseRules(all, choiceOf(params)), params);
  return (
    <ListPage
      title="Rules"
      description={`Which events go to which channels. An event that no rule matches is stored, and not sent.${mayManage ? "" : " Admins add and change rules."}`}
      actions={
        <>
          <LiveRefresh seen={seen} watched={WATCHED} summary={`${rows.length} rules shown.`} />
          {mayManage && <Add />}
        </>
      }
      filters={all.length > 0 && <Filters channels={channels} chosen={single(params.channel_id)} />}
      pager={<Pager {...pager} />}
    >
      {all.length === 0 ? (
        <NoneYet mayManage={mayManage} />
      ) : rows.length === 0 ? (
        <NoneFound />
      ) : (
        <RulesTable
          rows={rows.map((row) => toRow(row, { rules, channels }))}
          params={params}
          now={now}
          actions={mayManage ? actions : undefined}
        />
      )}
    </ListPage>
  );
}

const WATCHED = { rule: "all", channel: "all", mute: "all" } as const;

const actions = { change: changeRule, remove: deleteRule };

function choiceOf(params: SearchParams): RuleChoice {
  return {
    q: single(params.q),
    status: single(params.status),
    channelId: single(params.channel_id),
    sort: sortOf(params, DEFAULT_SORT),
  };
}

const single = (value: string | string[] | undefined): string => (typeof value === "string" ? value : "");

function Add() {
  return (
    <ButtonLink href={NEW_RULE} variant="primary" icon={<Plus aria-hidden />}>
      Add
    </ButtonLink>
  );
}

function Filters({
  channels,
  chosen,
}: {
  channels: readonly { id: string; name: string }[];
  chosen: string;
}) {
  return (
    <ListFilters
      search={{ label: "Search rules", placeholder: "Name or condition…" }}
      filters={[
        { param: "status", label: "Status", options: STATUS_FILTERS },
        channelFilter(channels, chosen, findChannels),
        { param: "sort", label: "Sort", allLabel: "Name", options: SORTS, order: true, phoneOnly: true },
      ]}
    />
  );
}

function NoneYet({ mayManage }: { mayManage: boolean }) {
  return (
    <EmptyState icon={<ListFilter />} action={mayManage && <Add />}>
      {mayManage
        ? "No rules: nothing is sent anywhere. Add one to send events to your channels."
        : "No rules: nothing is sent anywhere. An admin can add one to send events to the channels."}
    </EmptyState>
  );
}

function NoneFound() {
  return (
    <EmptyState icon={<ListFilter />} action={<ButtonLink href={RULES}>Clear filters</ButtonLink>}>
      No rule matches this search and these filters.
    </EmptyState>
  );
}
