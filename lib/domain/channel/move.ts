import { type SettledChannel, secretName } from "./change.ts";
import type { ChannelView } from "./channel.ts";
import type { ChannelSettings } from "./channel-schema.ts";
import { asSent } from "./sent-url.ts";

/** What makes another destination: the URL as shown, a value in it, or which certificates are accepted. */
export type Move = "url" | "url_secrets" | "verify_ssl";

/** The message at each saved secret that can't be kept. */
export const WHY_MOVED: Record<Move, string> = {
  url: "The URL changed: enter this again or delete it, so that it goes only where you mean it to.",
  url_secrets:
    "A sensitive value in the URL is new: enter this again or delete it, so that it goes only where you mean it to.",
  verify_ssl:
    "Verify SSL Certificate was switched on, which admits self-signed certificates: enter this again or delete it.",
};

/** Which change leads to another destination; null if none does. `url` is masked. */
export function moveOf(settings: ChannelSettings, url: string, before: ChannelView): Move | null {
  // An older URL that could not be respelled as it is sent counts as unchanged until someone edits it.
  const isUnedited = settings.url === before.url && url === asSent(before.url);
  if (url !== before.url && !isUnedited) return "url";
  if (settings.url_secrets.some(({ value }) => value)) return "url_secrets";
  return settings.verify_ssl && !before.verifySsl ? "verify_ssl" : null;
}

/** Whether a saved change led to another destination, which voids what was learned about the former one. */
export const isOtherDestination = (before: ChannelView, after: SettledChannel): boolean =>
  after.url !== before.url ||
  after.urlSecrets.some((replacement) => after.secrets.has(secretName.url(replacement))) ||
  (after.verifySsl && !before.verifySsl);
