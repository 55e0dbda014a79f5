import { parts } from "#components/channels/form/later-parts.ts";
import type { ChannelSettings } from "#lib/domain/channel/channel-schema.ts";

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

/** The settings come from the form, which has its formats loaded by then. */
function formatFieldName(name: string, settings: ChannelSettings | null): string | null {
  if (name === "type" || settings === null) return "Format";
  const { fields = [] } = parts.now()?.faceOf(settings.format.type) ?? {};
  return fields.find((field) => field.name === name)?.label ?? "Format";
}
