import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

const { scripts } = JSON.parse(readFileSync("package.json", "utf8"));
const inContainer = readFileSync("deploy/container/tocsin", "utf8");

test("the container starts Tocsin as npm does", () => {
  const { threads, flags } = /env (?<threads>UV_\S+) .*?node (?<flags>.*) --import/.exec(
    scripts.start,
  ).groups;
  expect(inContainer).toContain(`export ${threads}\n`);
  expect(inContainer).toContain(`exec "$node" ${flags} --import`);
});
