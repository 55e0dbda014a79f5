import type { ChannelSettings } from "#lib/domain/channel/channel-schema.ts";
import { FORMAT_TYPES } from "#lib/domain/format/format.ts";
import { formatDescriptions } from "#lib/domain/format/formats.ts";

const NAMES: Record<string, string> = {
  url: "URL",
  verify_ssl: "Verify SSL Certificate",
  url_secrets: "Protect sensitive data in the URL",
  "auth.type": "Authentication",
  "auth.username": "Username",
  "auth.password": "Password",
  "auth.token": "Auth Token",
  headers: "Headers",
};

/** The form's name for the field at an issue's path (`headers[2].value`); null if it has none. */
export function fieldName(path: string, settings: ChannelSettings | null): string | null {
  if (path.startsWith("format.")) return formatFieldName(path.slice("format.".length), settings);
  const [, list, index] = /^(url_secrets|headers)\[(\d+)\]/.exec(path) ?? [];
  if (list === undefined) return NAMES[path] ?? null;
  const row = Number(index);
  if (list === "headers") return `Header ${settings?.headers[row]?.name || row + 1}`;
  const replacement = settings?.url_secrets[row]?.replacement;
  return `Sensitive Value ${replacement ? `of {{${replacement}}}` : row + 1}`;
}

/** Without the settings, the label that any format gives to a field of this name. */
function formatFieldName(name: string, settings: ChannelSettings | null): string | null {
  if (name === "type") return "Format";
  const types = settings === null ? FORMAT_TYPES : [settings.format.type];
  const fields = types.flatMap((type) => formatDescriptions[type].fields);
  return fields.find((field) => field.name === name)?.label ?? null;
}
