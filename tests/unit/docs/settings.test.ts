import { globSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { SECRET_SETTINGS, SETTING_ROWS } from "#lib/domain/setting-list.ts";
import { readEnv } from "#lib/env.ts";
import { root } from "../../support/markdown.ts";

const listed = SETTING_ROWS.flatMap(({ names }) => names);

/** Read before the app itself starts, by the program that unpacks it. */
const BEFORE_THE_APP = ["UNPACK_DIR"];

/** Where the built pages are: set by Tocsin's own scripts, not by operators. */
const INTERNAL = ["TOCSIN_BUILD_DIR"];

/** Every variable that the start asks the environment for. */
function namesRead(): string[] {
  const names = new Set<string>();
  const environment = new Proxy({} as Record<string, string>, {
    get: (_, name) => {
      names.add(String(name));
      return undefined;
    },
  });
  readEnv(environment);
  return [...names].filter((name) => !INTERNAL.includes(name));
}

test("the list of settings names exactly what the start reads", () => {
  expect(listed.filter((name) => !BEFORE_THE_APP.includes(name)).sort()).toEqual(namesRead().sort());
});

test("nothing else of the app reads the environment", () => {
  const direct = globSync(["{app,components,db,lib}/**/*.{ts,tsx}", "server.ts"], { cwd: root }).flatMap(
    (file) =>
      [...readFileSync(root + file, "utf8").matchAll(/process\.env(?:\.|\[")(\w+)/g)].map(([, name]) => name),
  );
  expect(direct.filter((name) => !listed.includes(name ?? ""))).toEqual([]);
});

test("each variable is listed once, and each secret is one of them", () => {
  expect(new Set(listed).size).toBe(listed.length);
  expect(listed).toEqual(expect.arrayContaining([...SECRET_SETTINGS]));
});
