import { alertPath, rulePath, webhookPath } from "#components/paths.ts";
import { isLive, type MutedKind, type MuteView } from "#lib/domain/mute/mute.ts";
import { nameOfMuted } from "#lib/domain/mute/words.ts";

/** A row of the list of mutes. `until` is in ms since 1970. */
export type ListedMute = {
  id: string;
  name: string;
  kind: MutedKind;
  /** The page of what is muted; left out if there is none. */
  href?: string;
  live: boolean;
  until: number;
  createdBy: string;
  remark: string | null;
  endedBy: string | null;
};

const PATHS = { channel: webhookPath, rule: rulePath, alert: alertPath };

/** `now` is in ms. */
export function listedMute(mute: MuteView, now: number): ListedMute {
  const { id, muted, until, createdBy, remark, endedBy, name } = mute;
  return {
    id,
    name: nameOfMuted(mute),
    kind: muted.kind,
    // What was deleted has no name, unless it is a channel.
    ...(muted.kind !== "filters" && name !== null && { href: PATHS[muted.kind](muted.id) }),
    live: isLive(mute, now),
    until,
    createdBy,
    remark,
    endedBy,
  };
}
