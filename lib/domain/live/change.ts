/**
 * The kinds of things that pages follow. `search` is the search index, and `system` are the backups and sizes of
 * the System page: they have no ids.
 */
type FollowedKind =
  | "alert"
  | "delivery"
  | "channel"
  | "rule"
  | "access-request"
  | "job"
  | "mute"
  | "source"
  | "api-key"
  | "user"
  | "audit"
  | "system"
  | "search";

/** `anything` is told when nobody knows what has changed. */
export type ToldKind = FollowedKind | "anything";

/** Sessions stay inside: a stream ends with its session, and tells nobody about others. */
export type ChangeKind = ToldKind | "session";

/** Some things of one kind may have changed. `ids` is null if it may be any of them. */
export type Change<Kind extends ChangeKind = ChangeKind> = { kind: Kind; ids: string[] | null };

/** What a page shows: the ids of each kind, or all of that kind. */
export type Watched = { readonly [Kind in FollowedKind]?: readonly string[] | "all" };

/**
 * Whether a page that shows `watched` must be read again.
 *
 * Example: { delivery: ["dlv_1"] } and { kind: "delivery", ids: ["dlv_2"] } → false
 */
export function concerns(watched: Watched, { kind, ids }: Change<ToldKind>): boolean {
  if (kind === "anything") return true;
  const shown = watched[kind];
  if (shown === undefined) return false;
  return shown === "all" || ids === null || ids.some((id) => shown.includes(id));
}
