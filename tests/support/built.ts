import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildFolder } from "./process.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** A server action in the build. */
export type BuiltAction = { id: string; file: string; name: string };

const read = <T>(name: string): T =>
  JSON.parse(readFileSync(join(root, buildFolder, "server", name), "utf8")) as T;

/** All that Next serves under an address in this build, as its manifests say: page → `/rules/[id]`. */
export function builtAddresses(): { pages: string[]; routes: string[] } {
  const names = Object.keys(read<Record<string, string>>("app-paths-manifest.json"));
  return { pages: addressesOf(names, "page"), routes: addressesOf(names, "route") };
}

/** Folders in brackets are not part of an address. */
function addressesOf(names: string[], kind: "page" | "route"): string[] {
  return names
    .filter((name) => name.endsWith(`/${kind}`))
    .map((name) => name.replace(/\/\([^)]*\)/g, "").slice(0, -`/${kind}`.length) || "/")
    .sort();
}

/** All server actions of this build. */
export function builtActions(): BuiltAction[] {
  type Manifest = Record<"node" | "edge", Record<string, { filename?: string; exportedName?: string }>>;
  const { node, edge } = read<Manifest>("server-reference-manifest.json");
  return Object.entries({ ...node, ...edge }).map(([id, { filename = "", exportedName = "" }]) => ({
    id,
    file: filename,
    name: exportedName,
  }));
}

/**
 * A page's address with real values in place of its parameters. `ids` has one by the folder before the
 * parameter: `/rules/[id]` takes `ids.rules`. Throws for a page that it has none for.
 */
export function filledAddress(page: string, ids: Record<string, string>): string {
  return page.replace(/([^/]+)\/\[+(?:\.\.\.)?[^\]]+\]+/g, (_, folder: string) => {
    const id = ids[folder];
    if (id === undefined) throw new Error(`Give an example for the parameter of ${page}.`);
    return `${folder}/${encodeURIComponent(id)}`;
  });
}
