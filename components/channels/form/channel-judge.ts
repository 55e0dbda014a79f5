import { zodResolver } from "@hookform/resolvers/zod";
import { settle } from "#lib/domain/channel/change.ts";
import type { ChannelView } from "#lib/domain/channel/channel.ts";
import { type ChannelSettings, channelSettingsSchema } from "#lib/domain/channel/channel-schema.ts";
import { moveOf } from "#lib/domain/channel/move.ts";
import type { AskedAgain } from "./use-asked-again.ts";
import type { ChannelValues } from "./values.ts";

/**
 * Validates a channel's form like the server: each field, and that no saved secret goes to another
 * destination.
 */
export function judgeFor(stored: ChannelView | null) {
  const schema = channelSettingsSchema.superRefine((settings, context) => {
    for (const { path, message } of settle(settings, stored).issues)
      context.addIssue({ code: "custom", path: stepsOf(path), message });
  });
  return {
    resolver: zodResolver(schema),
    /** The values as settings; null if any is invalid. */
    settingsOf: (values: ChannelValues): ChannelSettings | null => schema.safeParse(values).data ?? null,
  };
}

/** `headers[2].name` → `["headers", "2", "name"]`. */
const stepsOf = (path: string): string[] => path.replaceAll(/\[(\d+)\]/g, ".$1").split(".");

/** Which saved secrets the form's values must enter again. */
export function askedAgain(typed: ChannelValues, stored: ChannelView): AskedAgain {
  const headers = typed.headers.map((header) => ({ ...header, sensitive: header.sensitive ?? false }));
  const settings = { ...typed, headers };
  const { channel, issues } = settle(settings, stored);
  const saved = savedPaths(typed, stored);
  const reasons = new Map(
    issues.filter(({ path }) => saved.has(path)).map(({ path, message }) => [path, message]),
  );
  return { reasons, cause: reasons.size === 0 ? null : moveOf(settings, channel.url, stored) };
}

function savedPaths({ url_secrets, auth, headers, format }: ChannelValues, stored: ChannelView): Set<string> {
  const ofUrl = url_secrets.flatMap(({ saved }, index) => (saved ? [`url_secrets[${index}].value`] : []));
  const ofAuth = auth.type !== "none" && auth.saved ? ["auth.password", "auth.token"] : [];
  const ofHeaders = headers.flatMap(({ saved }, index) => (saved ? [`headers[${index}].value`] : []));
  const ofFormat =
    format.saved && format.type === stored.format.type
      ? stored.format.secrets.map((name) => `format.${name}`)
      : [];
  return new Set([...ofUrl, ...ofAuth, ...ofHeaders, ...ofFormat]);
}
