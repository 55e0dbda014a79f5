import type { ActionResult } from "#lib/domain/action-result.ts";
import type { NewMuteInput } from "#lib/domain/mute/mute-schema.ts";
import type { WantedEnd } from "./end.ts";

/** What to mute: one of its members. */
export type MuteThing = Pick<NewMuteInput, "channel_id" | "rule_id" | "alert_id" | "filters">;

/** The server actions of mutes. */
export type MuteActions = {
  create: (thing: MuteThing, wanted: { end: WantedEnd; remark: string }) => Promise<ActionResult>;
  end: (id: string) => Promise<ActionResult>;
};
