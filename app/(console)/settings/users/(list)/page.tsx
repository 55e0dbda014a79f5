import { Plus, Users } from "lucide-react";
import type { Metadata } from "next";
import { type SearchParams, sortOf } from "#components/list/href.ts";
import { ListFilters } from "#components/list/list-filters.tsx";
import { ListPage } from "#components/list/list-page.tsx";
import { pageOf } from "#components/list/page-of.ts";
import { Pager } from "#components/list/pager.tsx";
import { LiveRefresh } from "#components/live/live-refresh.tsx";
import { NEW_USER, USERS } from "#components/paths.ts";
import { ButtonLink } from "#components/ui/button-link.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import {
  chooseUsers,
  DEFAULT_SORT,
  ROLE_FILTERS,
  SECOND_FACTOR_FILTERS,
  SORTS,
  STATE_FILTERS,
  type UserChoice,
} from "#components/users/choose-users.ts";
import { ManagedUsersTable, UsersTable } from "#components/users/users-table.tsx";
import { listUsers } from "#db/queries/user-views.ts";
import { readDb } from "#db/read.ts";
import { may } from "#lib/domain/people/actor.ts";
import { isLastAdmin } from "#lib/domain/people/last-admin.ts";
import { actorOf, requireSession } from "#lib/web/auth/session.ts";
import { hasPasswordSignIn } from "#lib/web/auth/ways-in.ts";
import { changesMark } from "#lib/web/live/mark.ts";
import { actSetting } from "../setting.ts";

export const metadata: Metadata = { title: "Users" };

export default async function UsersPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const session = await requireSession();
  const mayManage = may(actorOf(session), "manage");
  const seen = changesMark();
  const params = await searchParams;
  const all = listUsers(readDb());
  const { rows, ...pager } = pageOf(chooseUsers(all, choiceOf(params)), params);
  const table = { rows, params, now: Date.now() };
  return (
    <ListPage
      title="Users"
      description={
        mayManage
          ? "Who signs in, and what they may do."
          : "Who signs in, and what they may do. Only admins invite and change users."
      }
      actions={
        <>
          <LiveRefresh seen={seen} watched={{ user: "all" }} summary={`${rows.length} users shown.`} />
          {mayManage && hasPasswordSignIn() && (
            <ButtonLink href={NEW_USER} variant="primary" icon={<Plus aria-hidden />}>
              Invite
            </ButtonLink>
          )}
        </>
      }
      filters={<ListFilters search={SEARCH} filters={FILTERS} />}
      pager={<Pager {...pager} />}
    >
      {rows.length === 0 ? (
        <EmptyState icon={<Users />} action={<ButtonLink href={USERS}>Clear filters</ButtonLink>}>
          No user matches this search and these filters.
        </EmptyState>
      ) : mayManage ? (
        <ManagedUsersTable
          {...table}
          lastAdminId={all.find(({ id }) => isLastAdmin(all, id))?.id ?? null}
          setting={actSetting(session)}
        />
      ) : (
        <UsersTable {...table} selfId={session.user.id} />
      )}
    </ListPage>
  );
}

const SEARCH = { label: "Search users", placeholder: "Name or email…" };

const FILTERS = [
  { param: "role", label: "Role", options: ROLE_FILTERS },
  { param: "state", label: "State", options: STATE_FILTERS },
  { param: "second_factor", label: "Second factor", options: SECOND_FACTOR_FILTERS },
  { param: "sort", label: "Sort", allLabel: "Name", options: SORTS, order: true, phoneOnly: true },
];

function choiceOf(params: SearchParams): UserChoice {
  return {
    q: single(params.q),
    role: single(params.role),
    state: single(params.state),
    secondFactor: single(params.second_factor),
    sort: sortOf(params, DEFAULT_SORT),
  };
}

const single = (value: string | string[] | undefined): string => (typeof value === "string" ? value : "");
