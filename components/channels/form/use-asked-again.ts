import { useWatch } from "react-hook-form";
import { useLater } from "#components/ui/later.ts";
import type { ChannelView } from "#lib/domain/channel/channel.ts";
import type { Move } from "#lib/domain/channel/move.ts";
import { parts } from "./later-parts.ts";
import type { ChannelForm } from "./use-channel-form.ts";

/** The saved secrets that must be entered again, given the form's present values. */
export type AskedAgain = {
  /** The reason by path: `headers[2].value`. */
  reasons: ReadonlyMap<string, string>;
  /** The setting that changes the destination, or null. */
  cause: Move | null;
};

const NOTHING: AskedAgain = { reasons: new Map(), cause: null };

/**
 * Follows, while someone fills in the form, which saved secrets must be entered again or deleted, and why. Until
 * the judge is loaded it asks for none.
 */
export function useAskedAgain(form: ChannelForm, stored: ChannelView | null): AskedAgain {
  const loaded = useLater(parts);
  const { control } = form;
  const [url, verify_ssl, url_secrets, auth, headers, format] = useWatch({
    control,
    name: ["url", "verify_ssl", "url_secrets", "auth", "headers", "format"],
  });
  if (stored === null || loaded === undefined) return NOTHING;
  const typed = { ...form.getValues(), url, verify_ssl, url_secrets, auth, headers, format };
  return loaded.askedAgain(typed, stored);
}
