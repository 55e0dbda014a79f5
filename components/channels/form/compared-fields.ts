import type { ComparedField } from "#components/form/compare.ts";
import type { AuthValues, ChannelValues } from "./values.ts";

const onOff = (on: boolean): string => (on ? "On" : "Off");
const listOf = (words: string[]): string => (words.length === 0 ? "None" : words.join(", "));

/** A channel's settings for the comparison of two people's changes. The words contain no secret. */
export const CHANNEL_FIELDS: readonly ComparedField<ChannelValues>[] = [
  field("name", "Name", ({ name }) => name),
  field("enabled", "Webhook Status", ({ enabled }) => (enabled ? "Enabled" : "Disabled")),
  field("url", "URL", maskedUrl),
  field("url_secrets", "Protect sensitive data in the URL", ({ url_secrets }) =>
    listOf(url_secrets.map(({ replacement, value }) => withSecret(`{{${replacement}}}`, value))),
  ),
  field("verify_ssl", "Verify SSL Certificate", ({ verify_ssl }) => onOff(verify_ssl)),
  field("auth", "Authentication", ({ auth }) => authInWords(auth)),
  field("headers", "Headers", ({ headers }) => listOf(headers.map(headerInWords))),
  field("retry_schedule", "Retry schedule", ({ retry_schedule }) =>
    listOf(retry_schedule.map((seconds) => `${seconds} s`)),
  ),
  field("max_in_flight", "Max in flight", ({ max_in_flight }) => String(max_in_flight)),
];

function field(
  name: keyof ChannelValues,
  label: string,
  inWords: (values: ChannelValues) => string,
): ComparedField<ChannelValues> {
  return {
    name,
    label,
    of: (values) => values[name],
    inWords,
    put: (into, from) => ({ ...into, [name]: from[name] }),
  };
}

/** Masks the sensitive values that may be typed in the URL itself. */
function maskedUrl({ url, url_secrets }: ChannelValues): string {
  return url_secrets.reduce(
    (text, { replacement, value }) => (value ? text.replaceAll(value, `{{${replacement}}}`) : text),
    url,
  );
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
