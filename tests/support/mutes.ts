import type { Mute, Muted } from "#lib/domain/mute/mute.ts";

let made = 0;

/** A mute by Ada that ends at `until` (ms). */
export const someMute = (muted: Muted, until = Number.MAX_SAFE_INTEGER): Mute => ({
  id: `mut_${++made}`,
  muted,
  until,
  createdBy: "Ada",
});
