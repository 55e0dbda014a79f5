import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const IMPORTED =
  /(?:^|\n)\s*(?:import|export)\s(?!type\s)[^"';]*?from\s*"([^".#][^"]*)"|import\(\s*"([^".#][^"]*)"/g;

/** The packages that the sources import at run time, by name. `paths` are files and folders below `base`. */
export function importedPackages(base, paths) {
  const names = paths
    .flatMap((path) => sourcesAt(base, path))
    .flatMap((file) => [...readFileSync(join(base, file), "utf8").matchAll(IMPORTED)])
    .map(([, named, called]) => named ?? called)
    .filter((specifier) => !specifier.startsWith("node:"))
    .map((specifier) => /^(?:@[^/]+\/)?[^/]+/.exec(specifier)[0]);
  return [...new Set(names)].sort();
}

function sourcesAt(base, path) {
  if (/\.(?:ts|mjs)$/.test(path)) return [path];
  return readdirSync(join(base, path), { recursive: true })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => `${path}/${name}`);
}

/**
 * The paths in package-lock.json (`packages`) of these packages and of all that they need, but for those that
 * are optional or in `without`: Node.js looks for a package in the folders above the one that needs it.
 */
export function closure(packages, names, without = []) {
  const found = new Set();
  const waiting = names.map((name) => ({ name, from: "" }));
  for (const { name, from } of waiting) {
    if (without.includes(name)) continue;
    const path = nearest(packages, name, from);
    if (found.has(path)) continue;
    found.add(path);
    waiting.push(...neededBy(packages[path]).map((needed) => ({ name: needed, from: path })));
  }
  return [...found].sort();
}

function nearest(packages, name, from) {
  for (let folder = from; ; folder = folder.replace(/(?:^|\/)node_modules\/(?:@[^/]+\/)?[^/]+$/, "")) {
    const path = `${folder === "" ? "" : `${folder}/`}node_modules/${name}`;
    if (packages[path] !== undefined) return path;
    if (folder === "") throw new Error(`package-lock.json has no ${name}, which ${from || "Tocsin"} needs.`);
  }
}

function neededBy({ dependencies = {}, peerDependencies = {}, peerDependenciesMeta = {} }) {
  const peers = Object.keys(peerDependencies).filter((name) => !peerDependenciesMeta[name]?.optional);
  return [...Object.keys(dependencies), ...peers];
}
