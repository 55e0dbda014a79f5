import { counted } from "#components/deliveries/measures.ts";
import { type ComparedField, memberField } from "#components/form/compare.ts";
import { parts } from "./later-parts.ts";
import type { AuthValues, ChannelValues } from "./values.ts";

const onOff = (on: boolean): string => (on ? "On" : "Off");
const listOf = (words: string[]): string => (words.length === 0 ? "None" : words.join(", "));

/** A channel's settings for the comparison of two people's changes. The words contain no secret. */
export const CHANNEL_FIELDS: readonly ComparedField<ChannelValues>[] = [
  memberField<ChannelValues>("format", "Format", ({ format }) => formatInWords(format)),
  memberField<ChannelValues>("name", "Name", ({ name }) => name),
  memberField<ChannelValues>("enabled", "Webhook Status", ({ enabled }) =>
    enabled ? "Enabled" : "Disabled",
  ),
  memberField<ChannelValues>("url", "URL", maskedUrl),
  memberField<ChannelValues>("url_secrets", "Protect sensitive data in the URL", ({ url_secrets }) =>
    listOf(url_secrets.map(({ replacement, value }) => withSecret(`{{${replacement}}}`, value))),
  ),
  memberField<ChannelValues>("verify_ssl", "Verify SSL Certificate", ({ verify_ssl }) => onOff(verify_ssl)),
  memberField<ChannelValues>("auth", "Authentication", ({ auth }) => authInWords(auth)),
  memberField<ChannelValues>("headers", "Headers", ({ headers }) => listOf(headers.map(headerInWords))),
  memberField<ChannelValues>("retry_schedule", "Retry schedule", ({ retry_schedule }) =>
    listOf(retry_schedule.map((seconds) => `${seconds} s`)),
  ),
  memberField<ChannelValues>("max_in_flight", "Max in flight", ({ max_in_flight }) => String(max_in_flight)),
  memberField<ChannelValues>("auto_disable", "Disable after 5 days of failures", ({ auto_disable }) =>
    onOff(auto_disable),
  ),
];

/** The label, then each field with its value: "Telegram; Chat: -100; Topic: 7". */
function formatInWords(format: ChannelValues["format"]): string {
  const face = parts.now()?.faceOf(format.type);
  const fields = (face?.fields ?? []).flatMap(({ name, label, kind }) => {
    const value = format[name];
    if (typeof value !== "string" || value === "") return [];
    if (kind === "secret") return [withSecret(label, value)];
    return [kind === "code" ? `${label} of ${counted(value.length, "character")}` : `${label}: ${value}`];
  });
  return [face?.label ?? format.type, ...fields].join("; ");
}

/** Masks the sensitive values that may be typed in the URL itself. What masks them was loaded by typing. */
function maskedUrl(values: ChannelValues): string {
  return parts.now()?.shownUrl(values) ?? values.url;
}

function authInWords(auth: AuthValues): string {
  if (auth.type === "none") return "None";
  if (auth.type === "token") return withSecret("Token", auth.token);
  return withSecret(`Basic, ${auth.username}`, auth.password);
}

function headerInWords({ name, value, sensitive }: ChannelValues["headers"][number]): string {
  return sensitive ? withSecret(name, value) : `${name}: ${value}`;
}

const withSecret = (words: string, typed: string | undefined): string =>
  typed ? `${words} (new value)` : words;
