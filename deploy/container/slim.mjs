// Removes from the container's build what only the build needs.
import { globSync, readFileSync, rmSync } from "node:fs";

const { packages } = JSON.parse(readFileSync("package-lock.json", "utf8"));
const forDevelopment = Object.keys(packages).filter(
  (path) => packages[path].dev || packages[path].devOptional,
);

/** Their work is in the built pages. */
const built = [
  ".locks",
  ".next/cache",
  "node_modules/lucide-react",
  "node_modules/lightningcss*",
  "node_modules/tailwindcss",
  "node_modules/@tailwindcss",
  "node_modules/typescript",
  "node_modules/@typescript",
];

/** Pictures are never scaled, and the C library is glibc. */
const unused = [
  "node_modules/@img",
  "node_modules/@next/swc-*-musl",
  "node_modules/better-sqlite3/{deps,src}",
  "node_modules/node-linux-*/{include,share}",
];

for (const path of [...forDevelopment, ...globSync([...built, ...unused])])
  rmSync(path, { recursive: true, force: true });
