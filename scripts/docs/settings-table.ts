import { SETTING_ROWS, type SettingRow } from "#lib/domain/setting-list.ts";
import type { Part } from "./generator.ts";
import { tableOf } from "./markdown.ts";

/** Every variable of the environment. */
export const settingsTable: Part = {
  page: "docs/settings.md",
  name: "settings",
  text: () => tableOf(["Variable", "Default", "Meaning"], SETTING_ROWS.map(rowOf)),
};

const rowOf = ({ names, fallback, meaning }: SettingRow): string[] => [
  names.map((name) => `\`${name}\``).join(", "),
  fallback,
  meaning,
];
