import { z } from "zod";
import { defaultRetrySchedule } from "#lib/domain/delivery/retry.ts";
import { retryScheduleSchema } from "#lib/domain/delivery/retry-schema.ts";
import { ALERT_GIVEN, formatSchema } from "#lib/domain/format/format-schema.ts";
import { ownHeaders } from "#lib/domain/format/own-headers.ts";
import { nameText } from "#lib/domain/text-schema.ts";
import { givenSecret } from "./authentication.ts";
import { authSchema } from "./authentication-schema.ts";
import { CHANNEL_NAME_MAX, HEADERS_MAX, URL_SECRETS_MAX, WAITING } from "./channel.ts";
import { headerKey } from "./header.ts";
import { headerSchema } from "./header-schema.ts";
import { maskUrl } from "./masked-url.ts";
import { protectOwnUrl } from "./own-url.ts";
import { urlSchema, urlSecretSchema } from "./url-schema.ts";

const members = {
  name: nameText("Name", CHANNEL_NAME_MAX),
  url: urlSchema,
  enabled: z.boolean({ error: "enabled must be true or false." }),
  verify_ssl: z.boolean({ error: "verify_ssl must be true or false." }),
  url_secrets: z
    .array(urlSecretSchema, { error: "url_secrets must be a list." })
    .max(URL_SECRETS_MAX, { error: `A channel may have at most ${URL_SECRETS_MAX} rows of protected data.` }),
  auth: authSchema,
  headers: z
    .array(headerSchema, { error: "headers must be a list." })
    .max(HEADERS_MAX, { error: `A channel may have at most ${HEADERS_MAX} headers.` }),
  format: formatSchema,
  retry_schedule: retryScheduleSchema,
  max_in_flight: z
    .int({ error: "Max in flight must be a whole number." })
    .min(1, { error: "Max in flight must be at least 1." })
    .max(256, { error: "Max in flight must be at most 256." }),
  auto_disable: z.boolean({ error: "auto_disable must be true or false." }),
};

const NO_OBJECT = {
  error: (issue: { code?: string | undefined }) =>
    issue.code === "invalid_type" ? "A channel must be a JSON object." : undefined,
};

/**
 * All settings of a channel, from the form or the API. Each secret is a value, or `saved: true` to keep the
 * saved one.
 */
export const channelSettingsSchema = z.strictObject(members, NO_OBJECT).superRefine(checkTogether);
export type ChannelSettings = z.output<typeof channelSettingsSchema>;
/** The form's values before they are parsed. */
export type ChannelValues = z.input<typeof channelSettingsSchema>;

/** A new channel. Only the name and the URL are required. */
export const newChannelSchema = z
  .strictObject(
    {
      ...members,
      enabled: members.enabled.default(true),
      verify_ssl: members.verify_ssl.default(true),
      url_secrets: members.url_secrets.default([]),
      auth: members.auth.default({ type: "none" }),
      headers: members.headers.default([]),
      format: members.format.default(ALERT_GIVEN),
      retry_schedule: members.retry_schedule.default([...defaultRetrySchedule]),
      max_in_flight: members.max_in_flight.default(16),
      auto_disable: members.auto_disable.default(true),
    },
    NO_OBJECT,
  )
  .superRefine(checkTogether);

const waitingSchema = z.enum(WAITING, { error: `waiting is one of ${WAITING.join(", ")}.` });

/**
 * A change of any members. `waiting` goes with `enabled: true`. `version` is the version that was changed.
 * The resulting channel is checked as a whole.
 */
export const channelChangesSchema = z
  .strictObject(
    { ...members, waiting: waitingSchema, version: z.int({ error: "version must be a whole number." }) },
    NO_OBJECT,
  )
  .partial();
export type ChannelChanges = z.output<typeof channelChangesSchema>;

type Context = z.core.$RefinementCtx;
type Given = Pick<ChannelSettings, "url" | "url_secrets" | "auth" | "headers" | "format">;

/** The checks that need several members. */
function checkTogether(given: Given, context: Context): void {
  const refuse = (path: PropertyKey[], message: string) =>
    context.addIssue({ code: "custom", path, message });
  checkUrl(given, refuse);
  checkAuth(given, refuse);
  checkHeaders(given, refuse);
}

type Refuse = (path: PropertyKey[], message: string) => void;

function checkUrl(given: Given, refuse: Refuse): void {
  for (const [index, { replacement }] of given.url_secrets.entries())
    if (given.url_secrets.findIndex((row) => row.replacement === replacement) !== index)
      refuse(
        ["url_secrets", index, "replacement"],
        `{{${replacement}}} is used by a row above: choose another.`,
      );
  const { url, rows, fault } = protectOwnUrl(given);
  if (fault !== null) refuse(["url"], fault);
  const missing = rows.map(({ value, saved }) => !value && !saved);
  for (const [index, isMissing] of missing.entries())
    if (isMissing) refuse(["url_secrets", index, "value"], "Enter the Sensitive Value, or delete this row.");
  const typed = rows.map(({ replacement, value }) => ({ replacement, value: value || null }));
  for (const { row, member, message } of maskUrl(url, typed).faults) {
    // A row that was not typed is a part of the URL.
    if (row === null || rows[row] !== given.url_secrets[row]) {
      if (given.url !== "") refuse(["url"], message);
    } else if (!missing[row]) refuse(["url_secrets", row, member], message);
  }
}

function checkAuth({ auth, format }: Given, refuse: Refuse): void {
  if (auth.type !== "none" && ownHeaders(format).has("authorization"))
    refuse(["auth", "type"], "The channel's format sets the Authorization header itself: choose None.");
  if (auth.type === "none" || auth.saved || givenSecret(auth) !== undefined) return;
  if (auth.type === "token") refuse(["auth", "token"], "Auth Token is required.");
  else refuse(["auth", "password"], "Password is missing: enter it, or give an empty one.");
}

function checkHeaders({ headers, auth, format }: Given, refuse: Refuse): void {
  const keys = headers.map(({ name }) => headerKey(name));
  const ofFormat = ownHeaders(format);
  for (const [index, { value, saved }] of headers.entries()) {
    const key = keys[index] ?? "";
    if (keys.indexOf(key) !== index)
      refuse(["headers", index, "name"], "A row above has the same key: remove one.");
    if (key === "authorization" && auth.type !== "none")
      refuse(
        ["headers", index, "name"],
        "Authentication sets this header: choose None there, or remove this row.",
      );
    if (ofFormat.has(key))
      refuse(["headers", index, "name"], "The channel's format sets this header itself: remove this row.");
    if (!value && !saved)
      refuse(["headers", index, "value"], "Value is required: enter it, or delete this row.");
  }
}
