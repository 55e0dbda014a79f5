import type { SourceView } from "#lib/domain/source/own/source-view.ts";
import type { ShownSettings } from "./settings-values.ts";

/** A type's settings without anything that a page must not have. */
export const shownSettings = ({ version, settings, secretSaved }: SourceView): ShownSettings => ({
  version,
  repeats: settings.repeats,
  ignoreLabels: settings.ignoreLabels,
  secretSaved,
});
