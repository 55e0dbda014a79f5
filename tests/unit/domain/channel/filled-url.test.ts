import { describe, expect, test } from "vitest";
import { filledUrl, urlValues } from "#lib/domain/channel/filled-url.ts";

const secrets = new Map([
  ["url:T", "t0ken"],
  ["url:KEY", "k3y"],
  ["auth", "passw0rd"],
]);
const fill = (name: string) => secrets.get(name);

describe("filledUrl puts a channel's secrets into its URL", () => {
  test.each<[string, string, string[], string]>([
    ["one value", "https://a/{{T}}", ["T"], "https://a/t0ken"],
    [
      "several, wherever they stand",
      "https://a/{{T}}/x?k={{KEY}}&t={{T}}",
      ["T", "KEY"],
      "https://a/t0ken/x?k=k3y&t=t0ken",
    ],
    ["none", "https://a/hook", [], "https://a/hook"],
    [
      "a value that isn't given: its placeholder stays",
      "https://a/{{T}}/{{OTHER}}",
      ["T", "OTHER"],
      "https://a/t0ken/{{OTHER}}",
    ],
    ["only the URL's own secrets", "https://a/{{auth}}", ["auth"], "https://a/{{auth}}"],
  ])("%s", (_, url, urlSecrets, filled) => {
    expect(filledUrl({ url, urlSecrets }, fill)).toBe(filled);
  });

  test("nothing, where all of them are to be masked", () => {
    expect(filledUrl({ url: "https://a/{{T}}", urlSecrets: ["T"] }, () => null)).toBe("https://a/{{T}}");
  });
});

test("urlValues names each value by its Replacement Value, an empty one too", () => {
  expect(
    urlValues(["T", "EMPTY", "NONE"], (name) => (name === "url:EMPTY" ? "" : secrets.get(name))),
  ).toEqual(
    new Map([
      ["T", "t0ken"],
      ["EMPTY", ""],
    ]),
  );
});
