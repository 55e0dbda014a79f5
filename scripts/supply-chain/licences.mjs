/** What a dependency may be licensed under (SPDX). All of these let an MIT program use it unchanged. */
const ALLOWED = new Set([
  "0BSD",
  "Apache-2.0",
  "BlueOak-1.0.0",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "CC0-1.0",
  "ISC",
  "MIT",
  "Unlicense",
]);

/** Packages that may have another licence. A path may end in `*`. */
const EXCEPTIONS = [
  // Run at build or in tests only, and unchanged: nothing of them is in what Tocsin sends or links.
  { path: "node_modules/lightningcss*", licence: "MPL-2.0" },
  { path: "node_modules/axe-core", licence: "MPL-2.0" },
  { path: "node_modules/argparse", licence: "Python-2.0" },
  // A table of what browsers can do, with credit in its own folder.
  { path: "node_modules/caniuse-lite", licence: "CC-BY-4.0" },
  // Next's own way to scale pictures, which no page of Tocsin uses: a library of its own that can be replaced.
  { path: "node_modules/@img/sharp-*", licence: "LGPL-3.0-or-later" },
];

/** Builds for other platforms, for which the lockfile has no licence: they are parts of these packages. */
const PARTS = [
  { path: "node_modules/@biomejs/cli-*", of: "node_modules/@biomejs/biome" },
  { path: "node_modules/@next/swc-*", of: "node_modules/next" },
  { path: "node_modules/@tailwindcss/oxide-*", of: "node_modules/@tailwindcss/oxide" },
];

/** The packages whose licence isn't allowed, as sentences. `packages` is that member of package-lock.json. */
export function refusedLicences(packages) {
  return Object.entries(packages)
    .filter(([path]) => path !== "")
    .map(([path, entry]) => [path, entry.license ?? licenceOfWhole(path, packages)])
    .filter(([path, licence]) => licence === undefined || !isAllowed(licence, path))
    .map(([path, licence]) => `${path} is licensed under ${licence ?? "nothing that its author names"}.`);
}

function licenceOfWhole(path, packages) {
  const part = PARTS.find((one) => fits(path, one.path));
  return part && packages[part.of]?.license;
}

/** An SPDX expression of one level: of an OR one licence must be allowed, of an AND all. */
function isAllowed(expression, path) {
  return expression
    .replace(/^\((.*)\)$/, "$1")
    .split(" OR ")
    .some((choice) => choice.split(" AND ").every((licence) => mayHave(licence, path)));
}

const mayHave = (licence, path) =>
  ALLOWED.has(licence) || EXCEPTIONS.some((one) => one.licence === licence && fits(path, one.path));

const fits = (path, pattern) =>
  pattern.endsWith("*") ? path.startsWith(pattern.slice(0, -1)) : path === pattern;
