import { format, inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { Secret } from "#lib/domain/secret.ts";

const hidden = "hunter2-hunter2";
const secret = new Secret(hidden);

test("it is opened in one way", () => {
  expect(secret.reveal()).toBe(hidden);
});

describe("it never prints", () => {
  test.each<[string, () => string]>([
    ["in a template", () => `token ${secret}`],
    ["by concatenation", () => `token ${String(secret)}`],
    ["as JSON", () => JSON.stringify({ deep: [{ secret }] })],
    ["by inspect", () => inspect({ deep: [{ secret }] }, { depth: 9, showHidden: true })],
    ["by inspect without its own say", () => inspect(secret, { customInspect: false, showHidden: true })],
    ["by format", () => format("%s %o %O %j %d", secret, secret, secret, secret, secret)],
    ["in an error's message", () => new Error(`bad ${secret}`).message],
    ["in an error's cause", () => inspect(new Error("bad", { cause: secret }))],
    ["through its members", () => JSON.stringify([Object.entries(secret), { ...secret }])],
    [
      "through all its members",
      () => format(Reflect.ownKeys(secret).map((name) => Reflect.get(secret, name))),
    ],
    ["as a copy", () => inspect(structuredClone(secret))],
  ])("%s", (_, print) => {
    expect(print()).not.toContain("hunter2");
  });

  test.each([
    ["a template", `${secret}`],
    ["JSON", JSON.parse(JSON.stringify(secret))],
    ["inspect", inspect(secret)],
  ])("%s says <secret>", (_, printed) => {
    expect(printed).toBe("<secret>");
  });
});
