import { KeyRound, Plus } from "lucide-react";
import type { Metadata } from "next";
import { ApiKeysTable } from "#components/api-keys/api-keys-table.tsx";
import {
  chooseKeys,
  type KeyChoice,
  SCOPE_FILTERS,
  STATE_FILTERS,
} from "#components/api-keys/choose-keys.ts";
import type { SearchParams } from "#components/list/href.ts";
import { ListFilters } from "#components/list/list-filters.tsx";
import { ListPage } from "#components/list/list-page.tsx";
import { pageOf } from "#components/list/page-of.ts";
import { Pager } from "#components/list/pager.tsx";
import { LiveRefresh } from "#components/live/live-refresh.tsx";
import { API_KEYS, NEW_API_KEY } from "#components/paths.ts";
import { KeysOffNote } from "#components/restored/keys-off-note.tsx";
import { ButtonLink } from "#components/ui/button-link.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { keysOff, listApiKeys } from "#db/queries/api-keys.ts";
import { readDb } from "#db/read.ts";
import { may } from "#lib/domain/people/actor.ts";
import { actorOf, requireSession } from "#lib/web/auth/session.ts";
import { changesMark } from "#lib/web/live/mark.ts";
import { revokeApiKey, turnOnApiKeys } from "./actions.ts";

export const metadata: Metadata = { title: "API Keys" };

export default async function ApiKeysPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const session = await requireSession();
  const mayManage = may(actorOf(session), "manage");
  const seen = changesMark();
  const now = Date.now();
  const params = await searchParams;
  const all = await listApiKeys(readDb(), now);
  const off = keysOff(readDb(), now);
  const { rows, ...pager } = pageOf(chooseKeys(all, choiceOf(params), now), params);
  return (
    <ListPage
      title="API Keys"
      description="Internal tools and scripts sign in with these. Only admins add and revoke them."
      actions={
        <>
          <LiveRefresh
            seen={seen}
            watched={{ "api-key": "all" }}
            summary={`${rows.length} API keys shown.`}
          />
          {mayManage && all.length > 0 && <CreateLink />}
        </>
      }
      filters={all.length > 0 && <ListFilters search={SEARCH} filters={FILTERS} />}
      notes={off > 0 && <KeysOffNote off={off} turnOn={mayManage ? turnOnApiKeys : undefined} />}
      pager={<Pager {...pager} />}
    >
      {all.length === 0 ? (
        <NoneYet mayManage={mayManage} />
      ) : rows.length === 0 ? (
        <NoneFound />
      ) : (
        <ApiKeysTable keys={rows} now={now} revoke={mayManage ? revokeApiKey : undefined} />
      )}
    </ListPage>
  );
}

const SEARCH = { label: "Search API keys", placeholder: "Name…" };

const FILTERS = [
  { param: "state", label: "State", options: STATE_FILTERS },
  { param: "scope", label: "Scope", options: SCOPE_FILTERS },
];

const choiceOf = ({ q, state, scope }: SearchParams): KeyChoice => ({
  q: single(q),
  state: single(state),
  scope: single(scope),
});

const single = (value: string | string[] | undefined): string => (typeof value === "string" ? value : "");

function CreateLink() {
  return (
    <ButtonLink href={NEW_API_KEY} variant="primary" icon={<Plus aria-hidden />}>
      Add
    </ButtonLink>
  );
}

function NoneYet({ mayManage }: { mayManage: boolean }) {
  return (
    <EmptyState icon={<KeyRound />} action={mayManage && <CreateLink />}>
      No API keys yet. {mayManage ? "Create one" : "Ask an admin for one"} so that a tool can post alerts.
    </EmptyState>
  );
}

function NoneFound() {
  return (
    <EmptyState icon={<KeyRound />} action={<ButtonLink href={API_KEYS}>Clear filters</ButtonLink>}>
      No API key matches this search and these filters.
    </EmptyState>
  );
}
