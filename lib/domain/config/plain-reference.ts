import { formatPath } from "#lib/domain/issues.ts";
import type { FaultAt } from "./read-document.ts";
import { listOf, objectOf, type SecretPlace } from "./secret-place.ts";

const REFERENCE = /\$\{(?:[A-Za-z_][A-Za-z0-9_]*|file:[^}]+)\}/;

/** References where they are sent as they stand, because no secret is there: mostly the writer meant one. */
export function plainReferences(document: unknown, secrets: readonly SecretPlace[]): FaultAt[] {
  const secret = new Set(secrets.map(({ path }) => formatPath(path)));
  return listOf(objectOf(document).channels)
    .flatMap((channel, index) => sentTexts(channel, ["channels", index]))
    .filter(({ path }) => !secret.has(formatPath(path)))
    .flatMap(({ path, text }) => {
      const [found] = (typeof text === "string" && REFERENCE.exec(text)) || [];
      if (found === undefined) return [];
      const way = path.includes("headers") ? " Add sensitive: true to fill it in." : "";
      return [{ path, message: `${found} is sent as it stands, because no secret is here.${way}` }];
    });
}

function sentTexts(channel: unknown, path: PropertyKey[]): { path: PropertyKey[]; text: unknown }[] {
  const { url, auth, headers } = objectOf(channel);
  return [
    { path: [...path, "url"], text: url },
    { path: [...path, "auth", "username"], text: objectOf(auth).username },
    ...listOf(headers).map((header, index) => ({
      path: [...path, "headers", index, "value"],
      text: objectOf(header).value,
    })),
  ];
}
