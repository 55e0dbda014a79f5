import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const lib = fileURLToPath(new URL("../../lib/", import.meta.url));

/** Types, interfaces and classes: whatever a type annotation can name. */
const EXPORTED = /^export (?:abstract )?(?:type|interface|class) (\w+)/gm;

test("no two files of lib export a type of the same name", () => {
  const files = readdirSync(lib, { recursive: true, encoding: "utf8" }).filter((name) =>
    name.endsWith(".ts"),
  );
  const exported = files.flatMap((file) =>
    [...readFileSync(lib + file, "utf8").matchAll(EXPORTED)].map(([, name = ""]) => ({ name, file })),
  );
  const byName = Map.groupBy(exported, ({ name }) => name);
  const clashes = [...byName].filter(([, those]) => those.length > 1);
  expect(clashes.map(([name, those]) => [name, ...those.map(({ file }) => file)])).toEqual([]);
  expect(byName.keys()).toContain("VerbContext");
});
