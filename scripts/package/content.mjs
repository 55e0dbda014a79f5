import { lstatSync, readdirSync, readFileSync, readlinkSync } from "node:fs";
import { stripTypeScriptTypes } from "node:module";
import { basename, join } from "node:path";
import { root } from "../process.mjs";
import { closure, importedPackages } from "./modules.mjs";

/** What of the checkout runs. The pages are in the build. */
const SOURCES = ["server.ts", "lib", "db", "public", "scripts/drizzle-as-cjs.mjs"];

/** What is needed at build alone, and Next's way to scale pictures, which no page uses. */
export const BUILD_ONLY = [
  "@tailwindcss/postcss",
  "baseline-browser-mapping",
  "caniuse-lite",
  "postcss",
  "sharp",
  "typescript",
];

/** Types, source maps, what only development loads, and sources of native parts. */
const NOT_RUN = [
  /\.(?:map|d\.[cm]?ts|tsbuildinfo|md|markdown)$/,
  /\.development\.js$/,
  /^node_modules\/next\/dist\/(?:esm|docs|bundle-analyzer)\//,
  /^node_modules\/next\/dist\/compiled\/(?:[^/]*-experimental|babel|babel-packages|next-devtools|terser)\//,
  /^node_modules\/next\/dist\/compiled\/@vercel\/(?:nft|og)\//,
  /^node_modules\/next\/dist\/compiled\/next-server\/.*(?:\.dev|experimental).*$/,
  /^node_modules\/better-sqlite3\/(?:build|deps|src)\//,
  /^node_modules\/zod\/src\//,
];

/** What the build leaves for its next run, and for tools. */
const OF_BUILD = /^(?:cache|diagnostics|types)\/|^(?:trace|trace-build|turbopack)$|\.(?:map|nft\.json)$/;

/**
 * All that the app consists of on a platform, without the runtime: each entry has a `path` below `app` and
 * either `from` (a file), `content`, or `target` (a link). `natives` are the folders of native packages by
 * their path.
 */
export function contentOf({ platform, lock, buildFolder, natives }) {
  const entries = [
    ...SOURCES.flatMap((path) => filesAt(root, path)).map(asScript),
    ...filesAt(join(root, buildFolder), "")
      .filter(({ path }) => !OF_BUILD.test(path))
      .map((entry) => ({ ...entry, path: `.next/${entry.path}` })),
    ...runtimePackages(lock).flatMap((path) => packageFiles(join(root, path), path)),
    ...[...natives].flatMap(([path, folder]) => packageFiles(folder, path)),
    { path: "package.json", content: Buffer.from(JSON.stringify(shortPackage(), null, 2)) },
    { path: "next.config.mjs", content: Buffer.from(plainConfig()) },
  ];
  return entries.filter(({ path }) => !isOfOtherPlatform(path, platform));
}

/** Node.js would take the types out at every start, in each thread: half a second. Lines keep their numbers. */
function asScript(entry) {
  if (!entry.path.endsWith(".ts")) return entry;
  const script = stripTypeScriptTypes(readFileSync(entry.from, "utf8")).replace(OWN_FILE, "$1$2.js$1");
  return { path: entry.path.replace(/\.ts$/, ".js"), content: Buffer.from(script) };
}

/** How the sources name each other: in imports, and by URL for threads and processes. */
const OWN_FILE = /(["'])((?:\.{1,2}\/|#)[^"'\n]*)\.ts\1/g;

/** The paths of the packages that run, in package-lock.json. */
function runtimePackages({ packages }) {
  const imported = importedPackages(root, ["server.ts", "lib", "db"]);
  const known = imported.filter((name) => packages[`node_modules/${name}`] !== undefined);
  return closure(packages, [...known, "next"], BUILD_ONLY);
}

const packageFiles = (folder, path) =>
  filesAt(folder, "")
    .map((entry) => ({ ...entry, path: `${path}/${entry.path}` }))
    // What is nested is a package of its own.
    .filter((entry) => !entry.path.slice(path.length).includes("/node_modules/"))
    .filter((entry) => !NOT_RUN.some((pattern) => pattern.test(entry.path)));

function filesAt(base, path) {
  const full = join(base, path);
  const stat = lstatSync(full);
  if (stat.isSymbolicLink()) return [{ path, target: readlinkSync(full) }];
  if (!stat.isDirectory()) return [{ path, from: full }];
  return readdirSync(full)
    .sort()
    .flatMap((name) => filesAt(base, path === "" ? name : `${path}/${name}`));
}

/** SQLite's native parts for all platforms are in one package. */
const isOfOtherPlatform = (path, { name }) =>
  path.includes("better-sqlite3/prebuilds/") && basename(path) !== `${name}.node`;

/** What is read of package.json at run time. */
function shortPackage() {
  const { name, version, license, type, imports } = JSON.parse(
    readFileSync(join(root, "package.json"), "utf8"),
  );
  return { name, version, license, type, imports };
}

/** Next would load its compiler to read TypeScript, 100 MB. */
const plainConfig = () => stripTypeScriptTypes(readFileSync(join(root, "next.config.ts"), "utf8"));
