import { type SourceSettings, USUAL_SETTINGS } from "#lib/domain/source/settings.ts";
import { SOURCE_TYPES, type SourceType } from "#lib/domain/source/source.ts";
import { sourceDescriptions } from "#lib/domain/source/sources.ts";

/** A source of one's own, or the settings of a sender's type, whose id is the type. */
export type SourceView = {
  id: string;
  type: SourceType | "json";
  name: string;
  settings: SourceSettings;
  /** 0 for a type whose settings were never changed. */
  version: number;
  createdAt: number | null;
  updatedAt: number | null;
  /** Whether a secret is saved, by which signatures are checked. */
  secretSaved: boolean;
};

export const isSourceType = (id: string): id is SourceType => SOURCE_TYPES.some((type) => type === id);

/** A sender's type before any of its settings was changed. */
export const usualSource = (type: SourceType): SourceView => ({
  id: type,
  type,
  name: type,
  settings: USUAL_SETTINGS,
  version: 0,
  createdAt: null,
  updatedAt: null,
  secretSaved: false,
});

export type SourceMember = "name" | "repeats" | "ignore_labels" | "for_each" | "fields" | "secret";

/** The members that a source of the type has. */
export const membersOf = (type: SourceType | "json"): readonly SourceMember[] =>
  type === "json" ? ["name", "repeats", "for_each", "fields"] : sourceDescriptions[type].settings;
