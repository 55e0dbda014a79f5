import { z } from "zod";
import { pageOfChannels } from "#db/queries/channel-list.ts";
import { findChannel } from "#db/queries/channels.ts";
import { readDb } from "#db/read.ts";
import { alertInputSchema } from "#lib/domain/alert/alert-schema.ts";
import type { ChannelView } from "#lib/domain/channel/channel.ts";
import { channelChangesSchema, newChannelSchema } from "#lib/domain/channel/channel-schema.ts";
import { HEALTHS } from "#lib/domain/channel/health.ts";
import { settingsOf } from "#lib/domain/channel/shown-settings.ts";
import { existing } from "#lib/domain/existing.ts";
import { formatSchema } from "#lib/domain/format/format-schema.ts";
import { engine } from "#lib/engine/client.ts";
import { presentTest, TestResult } from "./channel-test.ts";
import { flag, pageOf, paging, toPage } from "./page.ts";
import { CHANGE_SUMMARY, readOnlyOf, withoutReadOnly } from "./read-only.ts";
import { route } from "./route.ts";
import { named, saved, time, utc } from "./shapes.ts";

const Auth = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("none") }),
  z.strictObject({ type: z.literal("basic"), username: z.string(), saved }),
  z.strictObject({ type: z.literal("token"), saved }),
]);

const Header = z.strictObject({
  name: z.string(),
  value: z.string().optional(),
  sensitive: z.boolean(),
  saved: saved.optional(),
});

export const Channel = named(
  "Channel",
  z.strictObject({
    id: z.string(),
    name: z.string(),
    enabled: z.boolean(),
    url: z.string().describe("Masked: {{Replacement}} stands for what is protected."),
    verify_ssl: z.boolean(),
    url_secrets: z.array(z.strictObject({ replacement: z.string(), saved })),
    auth: Auth,
    headers: z.array(Header),
    format: formatSchema.describe("The format of the requests, with its own fields beside its type."),
    retry_schedule: z.array(z.int()),
    max_in_flight: z.int(),
    auto_disable: z.boolean().describe("Whether Tocsin disables it after 5 days of nothing but failures."),
    health: z
      .enum(HEALTHS)
      .describe(
        "failing: 5 retryable failures in a row, one delivery at a time is tried; refusing: 3 final failures in a row (such as 401 or 404), what is sent is lost.",
      ),
    disabled_reason: z.string().nullable(),
    certificate: z
      .strictObject({ pinned: z.string().nullable(), offered: z.string().nullable() })
      .describe("SHA-256 fingerprints"),
    version: z.int(),
    created_at: time,
    updated_at: time,
  }),
);

const present = (channel: ChannelView): z.output<typeof Channel> => ({
  id: channel.id,
  ...settingsOf(channel),
  health: channel.health,
  disabled_reason: channel.disabledReason,
  certificate: channel.certificate,
  version: channel.version,
  created_at: utc(channel.createdAt),
  updated_at: utc(channel.updatedAt),
});

const ChannelChanges = named("ChannelChanges", channelChangesSchema);
const readOnly = readOnlyOf(ChannelChanges, Channel);

const TestInput = named(
  "TestInput",
  z.strictObject({
    alert: alertInputSchema.partial().describe("What differs from the sample.").optional(),
    channel: ChannelChanges.optional(),
  }),
);

const TrustInput = named(
  "TrustInput",
  z.strictObject({
    sha256: z.string().describe("Makes sure which: the fingerprint offered, AB:CD:…").optional(),
  }),
);

const Rotated = z.strictObject({ signing_secret: z.string(), previous_valid_until: time });

export const channels = [
  route("GET /api/v1/channels", {
    id: "listChannels",
    summary: "List channels, newest first",
    scope: "read",
    query: {
      ...paging,
      enabled: flag("enabled").optional(),
      health: z.enum(HEALTHS, { error: `health is one of ${HEALTHS.join(", ")}.` }).optional(),
      name: z.string().optional(),
    },
    output: pageOf(Channel),
    run: async ({ query }) => toPage(await pageOfChannels(readDb(), query), present),
  }),
  route("POST /api/v1/channels", {
    id: "createChannel",
    summary: "Make a channel; its signing secret is in this answer only",
    scope: "manage",
    body: { schema: named("NewChannel", newChannelSchema) },
    status: 201,
    fails: [409],
    output: Channel.extend({ signing_secret: z.string() }),
    location: ({ id }) => `/api/v1/channels/${id}`,
    run: async ({ actor, body }) => {
      const { channel, signingSecret } = await engine().run("channels.create", { actor, input: body });
      return { ...present(channel), signing_secret: signingSecret };
    },
  }),
  route("GET /api/v1/channels/{id}", {
    id: "getChannel",
    summary: "A channel",
    scope: "read",
    fails: [404],
    output: Channel,
    run: async ({ params: { id } }) => {
      return present(existing("channel", await findChannel(readDb(), id)));
    },
  }),
  route("PATCH /api/v1/channels/{id}", {
    id: "updateChannel",
    summary: CHANGE_SUMMARY,
    scope: "manage",
    body: { schema: ChannelChanges, readOnly },
    fails: [404, 409],
    output: Channel,
    run: async ({ actor, params: { id }, body }) =>
      present(await engine().run("channels.update", { actor, input: { id, changes: body } })),
  }),
  route("DELETE /api/v1/channels/{id}", {
    id: "deleteChannel",
    summary: "Delete a channel and cancel what waits for it",
    scope: "manage",
    fails: [404],
    output: null,
    run: ({ actor, params: { id } }) => engine().run("channels.delete", { actor, input: { id } }),
  }),
  route("POST /api/v1/channels/{id}/test", {
    id: "testChannel",
    summary: "Really send a simulated alert; with unsaved changes it needs the scope manage",
    scope: "operate",
    body: { schema: TestInput, optional: true },
    fails: [404],
    output: TestResult,
    run: async ({ actor, params: { id }, body }) => {
      const { channel, ...given } = z.looseObject({}).parse(body);
      const changes = channel === undefined ? {} : { channel: withoutReadOnly(channel, readOnly, id) };
      const input = { ...given, ...changes, id };
      return presentTest(await engine().run("channels.test", { actor, input }));
    },
  }),
  route("POST /api/v1/channels/{id}/rotate-signing-secret", {
    id: "rotateSigningSecret",
    summary: "A new signing secret, in this answer only; for 24 h both sign",
    scope: "manage",
    fails: [404],
    output: Rotated,
    run: async ({ actor, params: { id } }) => {
      const rotated = await engine().run("channels.rotate-signing-secret", { actor, input: { id } });
      return { signing_secret: rotated.signingSecret, previous_valid_until: utc(rotated.previousUntil) };
    },
  }),
  route("POST /api/v1/channels/{id}/trust-certificate", {
    id: "trustCertificate",
    summary: "Trust the certificate that the receiver showed last",
    scope: "manage",
    body: { schema: TrustInput, optional: true },
    fails: [404, 409],
    output: Channel,
    run: async ({ actor, params: { id }, body }) => {
      const input = { ...z.looseObject({}).parse(body), id };
      return present(await engine().run("channels.trust-certificate", { actor, input }));
    },
  }),
];
