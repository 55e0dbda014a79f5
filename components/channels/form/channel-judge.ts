import { zodResolver } from "@hookform/resolvers/zod";
import { settle } from "#lib/domain/channel/change.ts";
import type { ChannelView } from "#lib/domain/channel/channel.ts";
import { type ChannelSettings, channelSettingsSchema } from "#lib/domain/channel/channel-schema.ts";
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
