import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** The line of a docstring with an example: an expression, and what it is (`===`) or equals (`gives`). */
const EXAMPLE = /^ *\* @example (.+) (?:===|gives) (.+)$/gm;

const files = ["components", "lib"].flatMap((folder) =>
  readdirSync(`${root}${folder}`, { recursive: true, encoding: "utf8" })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => `${folder}/${name}`),
);

const examples = files.flatMap((file) =>
  [...readFileSync(root + file, "utf8").matchAll(EXAMPLE)].map(([, given = "", result = ""]) => ({
    file,
    given,
    result,
  })),
);

/** What an expression may name: the exports of its file, and of what that file imports. */
async function scopeOf(file: string): Promise<Record<string, unknown>> {
  const imported = [...readFileSync(root + file, "utf8").matchAll(/from "#([^"]+)"/g)].map(
    ([, path]) => path,
  );
  const modules = await Promise.all([...imported, file].map((path) => import(`${root}${path}`)));
  return Object.assign({}, ...modules);
}

const evaluated = (expression: string, scope: Record<string, unknown>): unknown =>
  new Function(...Object.keys(scope), `return (${expression});`)(...Object.values(scope));

test("every example in a docstring has the shape that is read here", () => {
  const written = files.flatMap((file) => readFileSync(root + file, "utf8").match(/@example /g) ?? []);
  expect(examples).toHaveLength(written.length);
});

test.each(examples)("$given is $result", async ({ file, given, result }) => {
  const scope = await scopeOf(file);
  expect(evaluated(given, scope)).toEqual(evaluated(result, scope));
});
