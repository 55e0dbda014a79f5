import { type SettledChannel, secretName } from "./change.ts";
import type { ChannelView } from "./channel.ts";
import type { ChannelSettings } from "./channel-schema.ts";
import { asSent } from "./sent-url.ts";

/** What counts as another destination: the URL as shown, a value in it, or which certificates are accepted. */
export type Move = "url" | "url_secrets" | "verify_ssl";

/** What is said at each saved secret that may not stay. */
export const WHY_MOVED: Record<Move, string> = {
  url: "The URL changed: enter this again or delete it, so that it goes only where you mean it to.",
  url_secrets:
    "A sensitive value in the URL is new: enter this again or delete it, so that it goes only where you mean it to.",
  verify_ssl:
    "Verify SSL Certificate was switched on, which admits self-signed certificates: enter this again or delete it.",
};

/** Which change leads what is saved to another destination, or null where that is the same. `url` is masked. */
export function moveOf(settings: ChannelSettings, url: string, before: ChannelView): Move | null {
  // One that could not be rewritten as it is sent is still the same while nobody edits it.
  const isUnedited = settings.url === before.url && url === asSent(before.url);
  if (url !== before.url && !isUnedited) return "url";
  if (settings.url_secrets.some(({ value }) => value)) return "url_secrets";
  return settings.verify_ssl && !before.verifySsl ? "verify_ssl" : null;
}

/** Whether a change that was allowed led to another destination: what was learned of the old one is over then. */
export const isOtherDestination = (before: ChannelView, after: SettledChannel): boolean =>
  after.url !== before.url ||
  after.urlSecrets.some((replacement) => after.secrets.has(secretName.url(replacement))) ||
  (after.verifySsl && !before.verifySsl);
