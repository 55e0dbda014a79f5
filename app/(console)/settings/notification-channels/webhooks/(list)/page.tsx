import { Plus, Webhook } from "lucide-react";
import type { Metadata } from "next";
import { ChannelsTable } from "#components/channels/channels-table.tsx";
import {
  type ChannelChoice,
  chooseChannels,
  DEFAULT_SORT,
  SORTS,
  STATUS_FILTERS,
} from "#components/channels/choose-channels.ts";
import type { ListedChannel } from "#components/channels/listed-channel.ts";
import { SelectedBar } from "#components/channels/selected-bar.tsx";
import { SelectedChannels } from "#components/channels/selected-channels.tsx";
import { toListed } from "#components/channels/to-listed.ts";
import { type SearchParams, sortOf } from "#components/list/href.ts";
import { ListFilters } from "#components/list/list-filters.tsx";
import { ListPage } from "#components/list/list-page.tsx";
import { pageOf } from "#components/list/page-of.ts";
import { Pager } from "#components/list/pager.tsx";
import { LiveRefresh } from "#components/live/live-refresh.tsx";
import { NEW_WEBHOOK, WEBHOOKS } from "#components/paths.ts";
import { ChannelKindTabs } from "#components/settings/channel-kind-tabs.tsx";
import { ButtonLink } from "#components/ui/button-link.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { findAccessRequests } from "#db/queries/access-requests.ts";
import { listChannels } from "#db/queries/channel-list.ts";
import { listRules } from "#db/queries/rules.ts";
import { readDb } from "#db/read.ts";
import { may } from "#lib/domain/people/actor.ts";
import { actorOf, requireSession } from "#lib/web/auth/session.ts";
import { changesMark } from "#lib/web/live/mark.ts";
import { mutedThings } from "#lib/web/show/mutes.ts";
import { changeChannel, changeChannels, deleteChannel, deleteChannels, testChannel } from "../actions.ts";

export const metadata: Metadata = { title: "Webhooks" };

export default async function WebhooksPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const actor = actorOf(await requireSession());
  const mayManage = may(actor, "manage");
  const seen = changesMark();
  const params = await searchParams;
  const all = await allListed();
  const { rows, ...pager } = pageOf(chooseChannels(all, choiceOf(params)), params);
  return (
    <SelectedChannels rows={rows}>
      <ListPage
        title="Webhooks"
        description={`Send alerts to any HTTP endpoint.${mayManage ? "" : " Admins add and change webhooks."}`}
        tabs={<ChannelKindTabs />}
        actions={
          <>
            <LiveRefresh seen={seen} watched={WATCHED} summary={`${rows.length} webhooks shown.`} />
            {mayManage && <Add />}
          </>
        }
        filters={all.length > 0 && <Filters />}
        selection={mayManage && <SelectedBar actions={actions} leavesOnChange={Boolean(params.status)} />}
        pager={<Pager {...pager} />}
      >
        {all.length === 0 ? (
          <NoneYet mayManage={mayManage} />
        ) : rows.length === 0 ? (
          <NoneFound />
        ) : (
          <ChannelsTable
            rows={rows}
            params={params}
            now={Date.now()}
            actions={may(actor, "operate") ? actions : undefined}
            mayManage={mayManage}
          />
        )}
      </ListPage>
    </SelectedChannels>
  );
}

/** Each row says when the channel was last delivered to, and what sends to it. */
const WATCHED = {
  channel: "all",
  delivery: "all",
  rule: "all",
  mute: "all",
  "access-request": "all",
} as const;

const actions = {
  change: changeChannel,
  remove: deleteChannel,
  test: testChannel,
  changeMany: changeChannels,
  removeMany: deleteChannels,
};

async function allListed(): Promise<ListedChannel[]> {
  const db = readDb();
  const [channels, rules, accessRequests] = await Promise.all([
    listChannels(db),
    listRules(db),
    findAccessRequests(db),
  ]);
  const muted = mutedThings(db, "channel", Date.now());
  return channels.map((channel) => toListed(channel, rules, accessRequests, muted));
}

function choiceOf(params: SearchParams): ChannelChoice {
  return { q: single(params.q), status: single(params.status), sort: sortOf(params, DEFAULT_SORT) };
}

const single = (value: string | string[] | undefined): string => (typeof value === "string" ? value : "");

function Add() {
  return (
    <ButtonLink href={NEW_WEBHOOK} variant="primary" icon={<Plus aria-hidden />}>
      Add
    </ButtonLink>
  );
}

function Filters() {
  return (
    <ListFilters
      search={{ label: "Search webhooks", placeholder: "Name or URL…" }}
      filters={[
        { param: "status", label: "Status", options: STATUS_FILTERS },
        { param: "sort", label: "Sort", allLabel: "Name", options: SORTS, order: true, phoneOnly: true },
      ]}
    />
  );
}

function NoneYet({ mayManage }: { mayManage: boolean }) {
  return (
    <EmptyState icon={<Webhook />} action={mayManage && <Add />}>
      {mayManage
        ? "No webhooks yet. Add one to send alerts to a ticket system, an automation or your own service."
        : "No webhooks yet. An admin can add one to send alerts to a ticket system, an automation or your own service."}
    </EmptyState>
  );
}

function NoneFound() {
  return (
    <EmptyState icon={<Webhook />} action={<ButtonLink href={WEBHOOKS}>Clear filters</ButtonLink>}>
      No webhook matches this search and status.
    </EmptyState>
  );
}
