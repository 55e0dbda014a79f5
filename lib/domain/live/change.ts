/** The kinds of things that pages follow. `search` is the search index, which has no ids. */
export const FOLLOWED_KINDS = [
  "alert",
  "delivery",
  "channel",
  "rule",
  "access-request",
  "job",
  "api-key",
  "user",
  "search",
] as const;
export type FollowedKind = (typeof FOLLOWED_KINDS)[number];

/** Sessions stay inside: a stream ends with its session, and tells nobody about others. */
export type ChangeKind = FollowedKind | "session";

/** Some things of one kind may have changed. `ids` is null if it may be any of them. */
export type Change<Kind extends ChangeKind = ChangeKind> = { kind: Kind; ids: string[] | null };

/** What is told when nobody knows what has changed. */
export const ANYTHING: readonly Change<FollowedKind>[] = FOLLOWED_KINDS.map((kind) => ({ kind, ids: null }));

/** What a page shows: the ids of each kind, or all of that kind. */
export type Watched = { readonly [Kind in FollowedKind]?: readonly string[] | "all" };

/**
 * Whether a page that shows `watched` must be read again.
 *
 * Example: { delivery: ["dlv_1"] } and { kind: "delivery", ids: ["dlv_2"] } → false
 */
export function concerns(watched: Watched, { kind, ids }: Change<FollowedKind>): boolean {
  const shown = watched[kind];
  if (shown === undefined) return false;
  return shown === "all" || ids === null || ids.some((id) => shown.includes(id));
}
