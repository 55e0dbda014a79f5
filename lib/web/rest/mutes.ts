import { z } from "zod";
import { pageOfMutes } from "#db/queries/mutes.ts";
import { readDb } from "#db/read.ts";
import { isLive, MUTE_STATES, type MuteView } from "#lib/domain/mute/mute.ts";
import { memberOf, newMuteShape } from "#lib/domain/mute/mute-schema.ts";
import { engine } from "#lib/engine/client.ts";
import { pageOf, paging, toPage } from "./page.ts";
import { route } from "./route.ts";
import { ruleFilters } from "./rules.ts";
import { named, time, utc } from "./shapes.ts";

export const Mute = named(
  "Mute",
  z
    .strictObject({
      id: z.string(),
      channel_id: z.string().optional(),
      rule_id: z.string().optional(),
      alert_id: z.string().optional(),
      filters: ruleFilters.optional(),
      state: z.enum(MUTE_STATES),
      until: time.describe("When it ends; of one that was ended early, when that was"),
      remark: z.string().nullable(),
      created_by: z.string(),
      created_at: time,
    })
    .describe("It has exactly one of channel_id, rule_id, alert_id and filters: what it mutes."),
);

const present = (mute: MuteView, now: number): z.output<typeof Mute> => ({
  id: mute.id,
  [memberOf(mute.muted)]: mute.muted.kind === "filters" ? mute.muted.filters : mute.muted.id,
  state: isLive(mute, now) ? "live" : "ended",
  until: utc(mute.until),
  remark: mute.remark,
  created_by: mute.createdBy,
  created_at: utc(mute.createdAt),
});

export const mutes = [
  route("GET /api/v1/mutes", {
    id: "listMutes",
    summary: "List mutes, newest first; ended ones are kept for 30 days",
    scope: "read",
    query: {
      ...paging,
      state: z.enum(MUTE_STATES, { error: `state is ${MUTE_STATES.join(" or ")}.` }).optional(),
    },
    output: pageOf(Mute),
    run: async ({ query }) => {
      const now = Date.now();
      return toPage(await pageOfMutes(readDb(), query, now), (mute) => present(mute, now));
    },
  }),
  route("POST /api/v1/mutes", {
    id: "createMute",
    summary: "Mute a channel, a rule, an alert, or what filters match, for at most 30 days",
    description:
      "Send exactly one of channel_id, rule_id, alert_id and filters. From the next event on, what is muted is stored and not sent. What waits is still sent, and so is the end of an alert to each channel that heard of it before. A muted rule still decides for its channels: no other rule sends in its place.",
    scope: "operate",
    body: { schema: named("NewMute", newMuteShape) },
    status: 201,
    fails: [409],
    output: Mute,
    run: async ({ actor, body }) =>
      present(await engine().run("mutes.create", { actor, input: body }), Date.now()),
  }),
  route("DELETE /api/v1/mutes/{id}", {
    id: "endMute",
    summary: "End a mute before its time; what it kept back is not sent",
    scope: "operate",
    fails: [404],
    output: null,
    run: ({ actor, params: { id } }) => engine().run("mutes.end", { actor, input: { id } }),
  }),
];
