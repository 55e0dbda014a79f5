/** Until when a row's thing is muted, ms since 1970. Most rows are not muted, and lack it. */
export type WithMute = { mutedUntil?: number };

/** What a row says of its mute. `muted`: id → until when it is muted. */
export function mutedUntilOf(id: string, muted: ReadonlyMap<string, number>): WithMute {
  const mutedUntil = muted.get(id);
  return mutedUntil === undefined ? {} : { mutedUntil };
}
