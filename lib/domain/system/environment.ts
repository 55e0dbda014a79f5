import { SECRET_SETTINGS, SETTING_ROWS } from "#lib/domain/setting-list.ts";

/** A variable of the environment as the System page shows it. No secret is in it. */
export type ShownSetting = { name: string } & (
  | { state: "set"; value: string }
  /** `value` is what counts without it; null for nothing. */
  | { state: "default"; value: string | null }
  /** A secret that is set; `by` is the variable that names its file, if a file holds it. */
  | { state: "secret"; by: string | null }
);

type Source = Readonly<Record<string, string | undefined>>;

/**
 * Every variable that Tocsin reads, as it read it. An empty one counts as unset. Of an address that may hold a
 * secret only the host is shown.
 * @example shownSettings({ PORT: "80" })[0] gives { name: "PORT", state: "set", value: "80" }
 */
export const shownSettings = (source: Source): ShownSetting[] =>
  SETTING_ROWS.flatMap(({ names, fallback }) =>
    names.map((name, index) => shown(source, name, fallbackOf(fallback, names.length, index))),
  );

function shown(source: Source, name: string, fallback: string | null): ShownSetting {
  const value = setting(source, name);
  const file = `${name}_FILE`;
  if (SECRET_SETTINGS.includes(name)) {
    if (value !== undefined) return { name, state: "secret", by: null };
    if (setting(source, file) !== undefined) return { name, state: "secret", by: file };
    return { name, state: "default", value: null };
  }
  if (value === undefined) return { name, state: "default", value: fallback };
  return { name, state: "set", value: SECRET_ADDRESSES.includes(name) ? hostOf(value) : value };
}

/** Addresses whose path is a secret, as whoever knows it may use them. */
const SECRET_ADDRESSES: readonly string[] = ["HEARTBEAT_URL"];

const hostOf = (address: string): string =>
  `${URL.parse(address)?.host ?? "an address"} (the rest is secret)`;

/** Variables that belong together may share a row that lists their defaults in the same order. */
function fallbackOf(text: string, names: number, index: number): string | null {
  const parts = text.split(", ");
  const part = parts.length === names ? parts[index] : text;
  const plain = part?.replaceAll("`", "");
  return plain === undefined || plain === "–" ? null : plain;
}

const setting = (source: Source, name: string): string | undefined => source[name] || undefined;
