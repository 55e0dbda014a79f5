import { NATIVE, type SenderView } from "#lib/domain/source/sender-view.ts";
import { SOURCE_TYPES, type SourceDescription, type SourceType } from "#lib/domain/source/source.ts";
import { sourceDescriptions } from "#lib/domain/source/sources.ts";
import { nativeDescription } from "./native-description.ts";

/** What has a ready configuration: a sender's type, or Tocsin's own format. */
export type DescribedType = SourceType | typeof NATIVE;

/** In the order in which the page offers them. */
export const DESCRIBED_TYPES: readonly DescribedType[] = [...SOURCE_TYPES, NATIVE];

/** The type by this name; undefined if there is none. */
export const describedType = (name: unknown): DescribedType | undefined =>
  DESCRIBED_TYPES.find((type) => type === name);

export const descriptionOf = (type: DescribedType): SourceDescription =>
  type === NATIVE ? nativeDescription : sourceDescriptions[type];

/** The name of what a sender posts to. */
export function sourceName({ source, ownName }: Pick<SenderView, "source" | "ownName">): string {
  const type = describedType(source);
  return type === undefined ? (ownName ?? "A deleted source") : descriptionOf(type).label;
}
