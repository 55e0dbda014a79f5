import type { Mute, Muted } from "#lib/domain/mute/mute.ts";

let made = 0;

const FAR_AHEAD = Date.UTC(2100, 0);

/** A mute by Ada that ends at `until` (ms), far ahead unless told otherwise. */
export const someMute = (muted: Muted, until = FAR_AHEAD): Mute => ({
  id: `mut_${++made}`,
  muted,
  until,
  createdBy: "Ada",
});
