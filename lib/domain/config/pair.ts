/** What is there beside what a document wants: `stored` is undefined for a new thing, `left` is wanted no more. */
export type Paired<Stored, Wanted> = {
  pairs: { stored: Stored | undefined; wanted: Wanted }[];
  left: Stored[];
};

type Comparison<Stored, Wanted> = {
  keyOfStored: (stored: Stored) => string;
  keyOfWanted: (wanted: Wanted) => string;
  isSame: (stored: Stored, wanted: Wanted) => boolean;
};

/**
 * Pairs things by their keys. Of several with one key, as rules may have, those that are the same find each other
 * first, the rest in their order.
 */
export function pairByKey<Stored, Wanted>(
  stored: readonly Stored[],
  wanted: readonly Wanted[],
  { keyOfStored, keyOfWanted, isSame }: Comparison<Stored, Wanted>,
): Paired<Stored, Wanted> {
  const groups = Map.groupBy(stored, keyOfStored);
  const take = (one: Wanted, fits: (candidate: Stored) => boolean): Stored | undefined => {
    const group = groups.get(keyOfWanted(one)) ?? [];
    const place = group.findIndex(fits);
    return place === -1 ? undefined : group.splice(place, 1)[0];
  };
  const same = wanted.map((one) => take(one, (candidate) => isSame(candidate, one)));
  const pairs = wanted.map((one, index) => ({ stored: same[index] ?? take(one, () => true), wanted: one }));
  return { pairs, left: [...groups.values()].flat() };
}
