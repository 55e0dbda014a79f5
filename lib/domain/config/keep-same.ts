import { givenSecret } from "#lib/domain/channel/authentication.ts";
import { secretName } from "#lib/domain/channel/change.ts";
import type { ChannelView } from "#lib/domain/channel/channel.ts";
import type { ChannelSettings } from "#lib/domain/channel/channel-schema.ts";
import { headerKey } from "#lib/domain/channel/header.ts";
import { maskUrl } from "#lib/domain/channel/masked-url.ts";
import { protectOwnUrl } from "#lib/domain/channel/own-url.ts";

/** Whether a secret is saved with just this value. */
type IsSaved = (name: string, value: string | undefined) => boolean;

/**
 * The settings with `saved` in place of each secret that is saved already with just this value: so a document that
 * gives all its secrets changes nothing the second time, and a rotated one is told from the rest.
 */
export function keepSame(settings: ChannelSettings, stored: ChannelView, isSaved: IsSaved): ChannelSettings {
  const { url, rows } = protectOwnUrl(settings);
  const typed = rows.map(({ replacement, value }) => ({ replacement, value: value || null }));
  return {
    ...settings,
    url: maskUrl(url, typed).masked,
    url_secrets: rows.map((row) =>
      isSaved(secretName.url(row.replacement), row.value)
        ? { replacement: row.replacement, saved: true as const }
        : row,
    ),
    auth: keepAuth(settings.auth, stored, isSaved),
    headers: settings.headers.map((header) => keepHeader(header, stored, isSaved)),
    format: keepFormat(settings.format, stored, isSaved),
  };
}

function keepAuth(auth: ChannelSettings["auth"], { auth: before }: ChannelView, isSaved: IsSaved) {
  if (auth.type === "none" || before.type !== auth.type) return auth;
  if (auth.type === "basic" && before.type === "basic" && auth.username !== before.username) return auth;
  if (!isSaved(secretName.auth, givenSecret(auth))) return auth;
  return auth.type === "basic"
    ? { type: auth.type, username: auth.username, saved: true as const }
    : { type: auth.type, saved: true as const };
}

function keepHeader(header: ChannelSettings["headers"][number], stored: ChannelView, isSaved: IsSaved) {
  const { name, value, sensitive } = header;
  const before = stored.headers.find((one) => headerKey(one.name) === headerKey(name));
  const keeps = sensitive && before?.sensitive === true && isSaved(secretName.header(name), value);
  return keeps ? { name, sensitive, saved: true as const } : header;
}

/** `saved` would keep every secret of the format, so it stands only where none is left out. */
function keepFormat(format: ChannelSettings["format"], { format: before }: ChannelView, isSaved: IsSaved) {
  if (format.type !== before.type || before.secrets.length === 0) return format;
  const given = before.secrets.map((field) => ({ field, value: format[field] }));
  if (!format.saved && given.some(({ value }) => typeof value !== "string" || value === "")) return format;
  const same = given.filter(
    ({ field, value }) => typeof value === "string" && isSaved(secretName.format(field), value),
  );
  if (same.length === 0) return format;
  const others = Object.entries(format).filter(([member]) => same.every(({ field }) => field !== member));
  return { ...Object.fromEntries(others), type: format.type, saved: true as const };
}
