import type { MuteView } from "#lib/domain/mute/mute.ts";
import { filtersInBrief } from "#lib/domain/mute/words.ts";

/** A live mute on the page of what it covers. `until` is in ms since 1970. */
export type ShownMute = {
  id: string;
  until: number;
  createdBy: string;
  remark: string | null;
  /** The filters of a mute that covers more than the page's own thing. */
  filters: string | null;
};

export const shownMute = ({ id, until, createdBy, remark, muted }: MuteView): ShownMute => ({
  id,
  until,
  createdBy,
  remark,
  filters: muted.kind === "filters" ? filtersInBrief(muted.filters) : null,
});
