import { useWatch } from "react-hook-form";
import { settle } from "#lib/domain/channel/change.ts";
import type { ChannelView } from "#lib/domain/channel/channel.ts";
import { type Move, moveOf } from "#lib/domain/channel/move.ts";
import type { ChannelForm } from "./use-channel-form.ts";
import type { ChannelValues } from "./values.ts";

/** The saved secrets that must be entered again, given the form's present values. */
export type AskedAgain = {
  /** The reason by path: `headers[2].value`. */
  reasons: ReadonlyMap<string, string>;
  /** The setting that changes the destination, or null. */
  cause: Move | null;
};

const NOTHING: AskedAgain = { reasons: new Map(), cause: null };

/**
 * Follows, while someone fills in the form, which saved secrets must be entered again or deleted, and why.
 */
export function useAskedAgain(form: ChannelForm, stored: ChannelView | null): AskedAgain {
  const { control } = form;
  const [url, verify_ssl, url_secrets, auth, headers] = useWatch({
    control,
    name: ["url", "verify_ssl", "url_secrets", "auth", "headers"],
  });
  const typed = { ...form.getValues(), url, verify_ssl, url_secrets, auth, headers };
  return stored === null ? NOTHING : askedAgain(typed, stored);
}

function askedAgain(typed: ChannelValues, stored: ChannelView): AskedAgain {
  const headers = typed.headers.map((header) => ({ ...header, sensitive: header.sensitive ?? false }));
  const settings = { ...typed, headers };
  const { channel, issues } = settle(settings, stored);
  const saved = savedPaths(typed);
  const reasons = new Map(
    issues.filter(({ path }) => saved.has(path)).map(({ path, message }) => [path, message]),
  );
  return { reasons, cause: reasons.size === 0 ? null : moveOf(settings, channel.url, stored) };
}

function savedPaths({ url_secrets, auth, headers }: ChannelValues): Set<string> {
  const ofUrl = url_secrets.flatMap(({ saved }, index) => (saved ? [`url_secrets[${index}].value`] : []));
  const ofAuth = auth.type !== "none" && auth.saved ? ["auth.password", "auth.token"] : [];
  const ofHeaders = headers.flatMap(({ saved }, index) => (saved ? [`headers[${index}].value`] : []));
  return new Set([...ofUrl, ...ofAuth, ...ofHeaders]);
}
