import { FORMAT_TYPES } from "#lib/domain/format/format.ts";
import { formatDescriptions } from "#lib/domain/format/formats.ts";
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

/** Writes at a place what a document writes for a secret, if there is one. The inverse of `keepSaved`. */
export function writeSaved({ holder, member, none }: SecretPlace): void {
  const given = holder[member];
  const isThere = Object.hasOwn(holder, "saved") || (given !== undefined && given !== none);
  delete holder.saved;
  if (isThere) holder[member] = SAVED;
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
