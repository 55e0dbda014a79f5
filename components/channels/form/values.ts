import { CHANNEL_NAME_MAX, type ChannelView } from "#lib/domain/channel/channel.ts";
import type { ChannelSettings, ChannelValues } from "#lib/domain/channel/channel-schema.ts";
import { settingsOf } from "#lib/domain/channel/shown-settings.ts";
import { defaultRetrySchedule } from "#lib/domain/delivery/retry.ts";

/**
 * A channel's settings as form values, in the API's shape. An untyped secret is "", except a password (see
 * valuesOf).
 */
export type { ChannelValues };
export type AuthValues = ChannelValues["auth"];

export const BLANK_AUTH: Record<AuthValues["type"], AuthValues> = {
  none: { type: "none" },
  basic: { type: "basic", username: "", password: "" },
  token: { type: "token", token: "" },
};
export const BLANK_URL_SECRET = { replacement: "", value: "" };
export const BLANK_HEADER = { name: "", value: "", sensitive: false };

/** The settings of a new channel. */
export const newValues = (): ChannelValues => ({
  name: "",
  enabled: true,
  url: "",
  verify_ssl: true,
  url_secrets: [],
  auth: { type: "none" },
  headers: [],
  format: { type: "alert" },
  retry_schedule: [...defaultRetrySchedule],
  max_in_flight: 16,
  auto_disable: true,
});

/**
 * The settings of a saved channel, each secret with `saved: true` and no value. An untyped password is left
 * out, because an empty one may be meant.
 */
export function valuesOf(channel: ChannelView): ChannelValues {
  const { url_secrets, auth, headers, ...rest } = settingsOf(channel);
  return {
    ...rest,
    url_secrets: url_secrets.map((row) => ({ ...row, value: "" })),
    auth: auth.type === "token" ? { ...auth, token: "" } : auth,
    headers: headers.map((row) => ({ value: "", ...row })),
  };
}

/** The settings of a channel's duplicate. Its secrets are left out and must be entered. */
export function copyOf(channel: ChannelView): ChannelValues {
  const { name, url_secrets, auth, headers, format, ...rest } = valuesOf(channel);
  const { saved: _, ...ofFormat } = format;
  return {
    ...rest,
    name: [...`Copy of ${name}`].slice(0, CHANNEL_NAME_MAX).join(""),
    url_secrets: url_secrets.map(({ saved: _, ...row }) => row),
    auth: withoutSaved(auth),
    headers: headers.map(({ saved: _, ...row }) => row),
    format: ofFormat,
  };
}

/** The same authentication without its secret, which must be entered again. */
export function withoutSaved(auth: AuthValues): AuthValues {
  if (auth.type === "none") return auth;
  return auth.type === "token" ? { type: "token", token: "" } : { type: "basic", username: auth.username };
}

/** Whether two versions of a channel have the same settings. */
export const sameSettings = (a: ChannelView, b: ChannelView): boolean =>
  JSON.stringify(settingsOf(a) satisfies ChannelSettings) === JSON.stringify(settingsOf(b));
