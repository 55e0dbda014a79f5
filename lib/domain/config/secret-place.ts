import { FORMAT_TYPES } from "#lib/domain/format/format.ts";
import { formatDescriptions } from "#lib/domain/format/formats.ts";
import type { ConfigDocument } from "./document.ts";
import { SAVED } from "./secret-reference.ts";

/** A member that holds a secret, in the object that it is a member of. */
export type SecretPlace = {
  holder: Record<string, unknown>;
  member: string;
  path: PropertyKey[];
  /** The value that says that there is no secret, or an empty one. */
  none?: null | "";
};

/**
 * The places of a document's secrets, as far as its shape is right. A place counts also where the member is
 * missing.
 */
export function secretPlaces(document: unknown): SecretPlace[] {
  const { channels, sources } = objectOf(document);
  const ofChannels = listOf(channels).flatMap((channel, index) =>
    placesOfChannel(channel, ["channels", index]),
  );
  const ofSources = listOf(sources).map((source, index) => ({
    ...place(source, "secret", ["sources", index]),
    none: null,
  }));
  return [...ofChannels, ...ofSources];
}

/** Says at a place that its secret is saved, as REST does: beside its member, but of a source in it. */
export function keepSaved({ holder, member }: SecretPlace): void {
  delete holder[member];
  if (member === "secret") holder[member] = { saved: true };
  else holder.saved = true;
}

/** A copy of a document with `saved` in the place of each secret, whatever it was given as. */
export function asWritten(document: ConfigDocument): ConfigDocument {
  const copy = structuredClone(document);
  for (const place of secretPlaces(copy)) writeSaved(place);
  return copy;
}

/** The inverse of `keepSaved`. */
function writeSaved({ holder, member, none }: SecretPlace): void {
  const given = holder[member];
  if (Object.hasOwn(holder, "saved")) renameSaved(holder, member);
  if (given !== undefined && given !== none) holder[member] = SAVED;
}

/** The members keep their order. */
function renameSaved(holder: Record<string, unknown>, member: string): void {
  const members = Object.entries(holder);
  for (const [name, value] of members) {
    delete holder[name];
    if (name === "saved") holder[member] = SAVED;
    else holder[name] = value;
  }
}

function placesOfChannel(channel: unknown, path: PropertyKey[]): SecretPlace[] {
  const { url_secrets: rows, auth, headers, format } = objectOf(channel);
  return [
    ...listOf(rows).map((row, index) => place(row, "value", [...path, "url_secrets", index])),
    ...placesOfAuth(auth, [...path, "auth"]),
    ...listOf(headers).flatMap((header, index) =>
      objectOf(header).sensitive === true ? [place(header, "value", [...path, "headers", index])] : [],
    ),
    ...secretFieldsOf(objectOf(format).type).map((name) => place(format, name, [...path, "format"])),
  ];
}

function placesOfAuth(auth: unknown, path: PropertyKey[]): SecretPlace[] {
  const { type } = objectOf(auth);
  if (type === "basic") return [{ ...place(auth, "password", path), none: "" }];
  return type === "token" ? [place(auth, "token", path)] : [];
}

/** At most one per format: `saved: true` beside the type then speaks of it. */
function secretFieldsOf(type: unknown): string[] {
  const known = FORMAT_TYPES.find((one) => one === type);
  if (known === undefined) return [];
  return formatDescriptions[known].fields.filter(({ kind }) => kind === "secret").map(({ name }) => name);
}

const place = (holder: unknown, member: string, path: PropertyKey[]): SecretPlace => ({
  holder: objectOf(holder),
  member,
  path: [...path, member],
});

/** The entries of a list; none if it is something else. */
export const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

/** The members of an object; none if it is something else. */
export const objectOf = (value: unknown): Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};
