import { type ComparedField, memberField } from "#components/form/compare.ts";
import { REPEATS_WORDS } from "#components/sources/repeats-words.ts";
import type { Repeats } from "#lib/domain/source/settings.ts";

/** The settings that a sender's type may have. */
export type TypeSetting = "repeats" | "ignore_labels" | "secret";

/** The settings of a type as pages show them: never its secret. */
export type ShownSettings = {
  version: number;
  repeats: Repeats;
  ignoreLabels: readonly string[];
  secretSaved: boolean;
};

/** The settings as the form holds them: labels one per line, and a new secret. */
export type SettingsValues = {
  repeats: Repeats;
  ignore_labels: string;
  secret: string;
  secretSaved: boolean;
};

export const valuesOf = ({ repeats, ignoreLabels, secretSaved }: ShownSettings): SettingsValues => ({
  repeats,
  ignore_labels: ignoreLabels.join("\n"),
  secret: "",
  secretSaved,
});

/** A change as the server takes it. An empty secret keeps what is saved, unless that was deleted. */
export type SettingsChange = {
  version: number;
  repeats?: Repeats;
  ignore_labels?: string[];
  secret?: string | null;
};

/**
 * The change that the form asks for, with the settings of the type only.
 *
 * Example: { secret: "", secretSaved: false } with ["secret"] → { version, secret: null }
 */
export function changeOf(
  values: SettingsValues,
  version: number,
  settings: readonly TypeSetting[],
): SettingsChange {
  const has = (setting: TypeSetting) => settings.includes(setting);
  const keepsSecret = values.secret === "" && values.secretSaved;
  return {
    version,
    ...(has("repeats") && { repeats: values.repeats }),
    ...(has("ignore_labels") && { ignore_labels: linesOf(values.ignore_labels) }),
    ...(has("secret") && !keepsSecret && { secret: values.secret || null }),
  };
}

const linesOf = (text: string): string[] =>
  text
    .split(/[\n,]/)
    .map((line) => line.trim())
    .filter((line) => line !== "");

/** The settings for the comparison of two people's changes. */
export const SETTINGS_FIELDS: readonly ComparedField<SettingsValues>[] = [
  memberField<SettingsValues>("repeats", "Repeats", ({ repeats }) => REPEATS_WORDS[repeats]),
  memberField<SettingsValues>("ignore_labels", "Ignored labels", (values) => {
    const labels = linesOf(values.ignore_labels);
    return labels.length === 0 ? "None" : labels.join(", ");
  }),
  {
    name: "secret",
    label: "Signing secret",
    of: ({ secret, secretSaved }) => ({ secret, secretSaved }),
    inWords: ({ secret, secretSaved }) => (secret === "" ? (secretSaved ? "Saved" : "None") : "A new one"),
    put: (into, { secret, secretSaved }) => ({ ...into, secret, secretSaved }),
  },
];
