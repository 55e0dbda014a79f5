import { readdirSync, readFileSync } from "node:fs";
import { posix } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));

type Import = { from: string; to: string; typeOnly: boolean };

/** An import, an export from, or a file that is named by a URL. */
const SPECIFIER =
  /(?:^|\n)\s*(?:(import|export)\s+(type\s)?[^"';]*?from\s*|import\s*)"([^"]+)"|(?:import|new URL)\(\s*"([^"]+)"/g;

const files = ["app", "components", "db", "lib"].flatMap((folder) =>
  readdirSync(`${root}${folder}`, { recursive: true, encoding: "utf8" })
    .map((name) => `${folder}/${name}`)
    .filter((name) => /\.tsx?$/.test(name)),
);

const imports: Import[] = files.flatMap((from) =>
  [...readFileSync(`${root}${from}`, "utf8").matchAll(SPECIFIER)].flatMap(([, , type, named, called]) => {
    const specifier = named ?? called ?? "";
    const typeOnly = type !== undefined;
    const to = specifier.startsWith("#") ? specifier.slice(1) : posix.join(posix.dirname(from), specifier);
    return files.includes(to) ? [{ from, to, typeOnly }] : [];
  }),
);

/** The files directly in lib: what every floor but the domain may use. */
const LOOSE = "lib/*.ts";
const DOMAIN = "lib/domain";
const WRITE = "lib/engine/write";
const INTAKE = "lib/engine/intake";
const DELIVERY = "lib/engine/delivery";
const ENGINE_DOOR = "lib/engine/client.ts";

/** What each folder may import of ours besides itself. */
const MAY_IMPORT: Record<string, readonly string[]> = {
  "lib/domain": [],
  "lib/sources": [DOMAIN],
  "lib/formats": [DOMAIN],
  "lib/redact": [DOMAIN],
  "lib/webhook": [DOMAIN],
  [LOOSE]: [DOMAIN],
  db: [DOMAIN],
  components: [DOMAIN],
  "lib/data-folder": [DOMAIN, LOOSE, "db"],
  "lib/back-test": [DOMAIN, "db"],
  [WRITE]: [DOMAIN, LOOSE, "db"],
  [INTAKE]: [DOMAIN, "db", WRITE],
  [DELIVERY]: [DOMAIN, LOOSE, "db", WRITE, "lib/formats", "lib/redact", "lib/webhook"],
  "lib/engine/verbs": [
    DOMAIN,
    LOOSE,
    "db",
    "lib/back-test",
    WRITE,
    INTAKE,
    DELIVERY,
    "lib/formats",
    "lib/webhook",
  ],
  "lib/engine/clock": [DOMAIN, LOOSE, "db", WRITE, INTAKE],
  "lib/engine/*.ts": [
    DOMAIN,
    LOOSE,
    "db",
    "lib/engine",
    "lib/formats",
    "lib/redact",
    "lib/webhook",
    "lib/data-folder",
  ],
  "lib/web": [DOMAIN, LOOSE, "db", "lib/back-test", "lib/sources", "lib/formats", ENGINE_DOOR],
  "lib/cli": [DOMAIN, LOOSE, "db", "lib/data-folder", "lib/engine/verbs", "lib/webhook", WRITE],
  app: ["lib/web", "components", DOMAIN, "db", ENGINE_DOOR],
};
/** And these, where only types are taken. */
const MAY_IMPORT_TYPES: Record<string, readonly string[]> = { [WRITE]: ["lib/webhook"] };

/** `lib/*.ts` holds the files directly in lib, any other name the files below it. */
const isIn = (file: string, folder: string): boolean =>
  folder.endsWith("/*.ts")
    ? posix.dirname(file) === posix.dirname(folder)
    : `${file}/`.startsWith(`${folder}/`);

/** The row of the table that a file belongs to: the narrowest. */
const rowOf = (file: string): string | undefined =>
  Object.keys(MAY_IMPORT)
    .filter((row) => isIn(file, row))
    .sort((a, b) => b.length - a.length)[0];

const told = ({ from, to }: Import): string => `${from} imports ${to}`;

describe("who imports whom", () => {
  test("every file stands in the table", () => {
    expect(files.filter((file) => rowOf(file) === undefined)).toEqual([]);
  });

  test("only what the table allows", () => {
    const refused = imports.filter(({ from, to, typeOnly }) => {
      const row = rowOf(from) ?? "";
      const allowed = [...(MAY_IMPORT[row] ?? []), ...(typeOnly ? (MAY_IMPORT_TYPES[row] ?? []) : [])];
      return rowOf(to) !== row && !allowed.some((folder) => isIn(to, folder));
    });
    expect(refused.map(told)).toEqual([]);
  });

  test("the domain knows no Node.js", () => {
    const knowing = files.filter(
      (file) => isIn(file, DOMAIN) && /from "node:/.test(readFileSync(`${root}${file}`, "utf8")),
    );
    expect(knowing).toEqual([]);
  });
});

/** Each folder with those that its files import from. */
function graph(): Map<string, Set<string>> {
  const folders = new Map<string, Set<string>>();
  for (const { from, to } of imports) {
    const [a, b] = [posix.dirname(from), posix.dirname(to)];
    if (a !== b) folders.set(a, (folders.get(a) ?? new Set()).add(b));
  }
  return folders;
}

/** A way from a folder back to itself; null where there is none. */
function circleFrom(start: string, folders: Map<string, Set<string>>): string[] | null {
  const ways = [...(folders.get(start) ?? [])].map((next) => [start, next]);
  const seen = new Set<string>();
  for (let way = ways.shift(); way; way = ways.shift()) {
    const last = way.at(-1) ?? "";
    if (last === start) return way;
    if (seen.has(last)) continue;
    seen.add(last);
    for (const next of folders.get(last) ?? []) ways.push([...way, next]);
  }
  return null;
}

test("no folder is in a circle of imports", () => {
  const folders = graph();
  const circles = [...folders.keys()]
    .map((folder) => circleFrom(folder, folders))
    .filter((way) => way !== null);
  expect(circles.map((way) => way.join(" → "))).toEqual([]);
});

test("the imports are read: the engine's door is known to pages", () => {
  expect(imports.map(told)).toContain("lib/web/action.ts imports lib/engine/client.ts");
});
