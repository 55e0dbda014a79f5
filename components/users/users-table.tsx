"use client";

import { type SearchParams, sortOf } from "#components/list/href.ts";
import { ActionsMenu } from "#components/list/row-menu.tsx";
import { DataTable } from "#components/list/table.tsx";
import type { Column } from "#components/list/table-shape.ts";
import { userPath } from "#components/paths.ts";
import { Badge } from "#components/ui/badge.tsx";
import { MenuItem, MenuLink, MenuSeparator } from "#components/ui/menu.tsx";
import { ROLE_WORDS, type UserView } from "#lib/domain/people/user-view.ts";
import { DEFAULT_SORT } from "./choose-users.ts";
import { labelOf, possibleActs, type UserAct } from "./possible-acts.ts";
import { type ActSetting, useUserActs } from "./use-user-acts.tsx";
import { UserStatus } from "./user-status.tsx";

type TableProps = {
  rows: UserView[];
  /** From the address bar, for the links that sort. */
  params: SearchParams;
  /** The server's clock, ms since 1970. */
  now: number;
  /** The id of the user who looks at the list. */
  selfId: string;
};

/** The list of users for people who may only look. */
export function UsersTable({ rows, params, now, selfId }: TableProps) {
  return <DataTable {...shapeOf(rows, params, selfId)} now={now} />;
}

/** The list of users for admins: each has a menu. */
export function ManagedUsersTable({
  lastAdminId,
  setting,
  ...table
}: Omit<TableProps, "selfId"> & {
  /** The last active admin, if there is only one. */
  lastAdminId: string | null;
  setting: ActSetting;
}) {
  const { rows, params, now } = table;
  const { ask, dialogs } = useUserActs(setting);
  const menuOf = (user: UserView) => (
    <UserMenu
      user={user}
      acts={possibleActs(user, { ...setting, isLastAdmin: user.id === lastAdminId })}
      ask={(act) => void ask(user, act)}
    />
  );
  return (
    <>
      <DataTable {...shapeOf(rows, params, setting.selfId)} now={now} actions={menuOf} />
      {dialogs}
    </>
  );
}

type MenuProps = { user: UserView; acts: readonly UserAct[]; ask: (act: UserAct) => void };

function UserMenu({ user, acts, ask }: MenuProps) {
  const [safe, danger] = [acts.filter((act) => act !== "delete"), acts.includes("delete")];
  return (
    <ActionsMenu>
      <MenuLink href={userPath(user.id)}>Edit</MenuLink>
      {safe.map((act) => (
        <MenuItem key={act} onSelect={() => ask(act)}>
          {labelOf(act, user)}
        </MenuItem>
      ))}
      {danger && <MenuSeparator />}
      {danger && (
        <MenuItem danger onSelect={() => ask("delete")}>
          Delete
        </MenuItem>
      )}
    </ActionsMenu>
  );
}

const shapeOf = (rows: UserView[], params: SearchParams, selfId: string) => ({
  label: "Users",
  rows,
  rowId: ({ id }: UserView) => id,
  rowName: ({ name }: UserView) => name,
  rowHref: ({ id }: UserView) => userPath(id),
  columns: columnsFor(selfId),
  sort: sortOf(params, DEFAULT_SORT),
});

const columnsFor = (selfId: string): Column<UserView>[] => [
  {
    key: "name",
    header: "Name",
    width: "title",
    phone: "title",
    sortable: true,
    text: ({ name }) => name,
    mark: ({ id }) => id === selfId && <Badge>You</Badge>,
  },
  {
    key: "email",
    header: "Email",
    width: "wide",
    phone: "detail",
    sortable: true,
    text: ({ email }) => email,
  },
  {
    key: "role",
    header: "Role",
    width: "fit",
    phone: "detail",
    sortable: true,
    cell: ({ role }) => ROLE_WORDS[role],
  },
  {
    key: "second-factor",
    header: "Second factor",
    width: "fit",
    phone: "hidden",
    empty: "Off",
    cell: ({ hasSecondFactor }) => (hasSecondFactor ? "On" : null),
  },
  {
    key: "signed-in",
    header: "Last sign-in",
    width: "fit",
    phone: "detail",
    sortable: true,
    empty: "Never",
    around: { before: "signed in" },
    time: ({ lastSignInAt }) => lastSignInAt,
  },
  {
    key: "state",
    header: "State",
    width: "fit",
    phone: "state",
    sortable: true,
    cell: ({ state }) => <UserStatus state={state} />,
  },
];
