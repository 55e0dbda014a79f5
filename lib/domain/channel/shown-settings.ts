import type { GivenFormat } from "#lib/domain/format/format-schema.ts";
import { shownFormat } from "#lib/domain/format/shown-format.ts";
import type { ChannelFace } from "./channel.ts";
import type { ChannelSettings } from "./channel-schema.ts";

/** Keeps a secret as it is saved. */
type Kept = { saved: true };

/** A channel's settings as they are shown. Sent back unchanged, they keep all saved secrets. */
export type ShownSettings = Omit<ChannelSettings, "url_secrets" | "auth" | "headers" | "format"> & {
  url_secrets: ({ replacement: string } & Kept)[];
  auth: { type: "none" } | ({ type: "basic"; username: string } & Kept) | ({ type: "token" } & Kept);
  headers: ({ name: string; sensitive: boolean } & ({ value: string } | Kept))[];
  format: GivenFormat;
};

/**
 * A channel's settings in the snake_case of the form, REST and issue paths; sent back, they keep all saved
 * secrets. Only this function and its inverse, `settle`, translate between the two spellings.
 */
export function settingsOf(view: ChannelFace): ShownSettings {
  return {
    name: view.name,
    enabled: view.enabled,
    url: view.url,
    verify_ssl: view.verifySsl,
    url_secrets: view.urlSecrets.map((replacement) => ({ replacement, saved: true })),
    auth: view.auth.type === "none" ? view.auth : { ...view.auth, saved: true },
    headers: view.headers.map(({ name, value, sensitive }) =>
      value === null ? { name, saved: true, sensitive } : { name, value, sensitive },
    ),
    format: shownFormat(view.format),
    retry_schedule: view.retrySchedule,
    max_in_flight: view.maxInFlight,
    auto_disable: view.autoDisable,
  };
}
