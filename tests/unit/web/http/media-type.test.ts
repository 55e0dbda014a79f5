import { describe, expect, test } from "vitest";
import { mediaTypeOf } from "#lib/web/http/media-type.ts";

/** The media type of a body with these headers. */
const typeWith = (headers: Record<string, string>) =>
  mediaTypeOf({ header: (name) => headers[name] ?? null });

describe("the media type of a body", () => {
  test.each([
    ["application/json", "application/json"],
    ["Application/JSON; charset=utf-8", "application/json"],
    ['text/plain ; charset="UTF-8"; format=flowed', "text/plain"],
  ])("%s is %s", (announced, type) => {
    expect(typeWith({ "content-type": announced })).toBe(type);
  });

  test("is empty if none is announced", () => {
    expect(typeWith({})).toBe("");
  });
});

test.each([
  [{ "content-type": "application/json; charset=latin1" }, "The body must be UTF-8."],
  [{ "content-encoding": "gzip" }, "A body with a Content-Encoding is not taken: send it plain."],
])("a body with %j is refused", (headers, message) => {
  expect(() => typeWith(headers)).toThrow(expect.objectContaining({ status: 415, message }));
});
