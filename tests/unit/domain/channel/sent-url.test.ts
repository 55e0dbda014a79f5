import { describe, expect, test } from "vitest";
import { areSentAlike, asSent } from "#lib/domain/channel/sent-url.ts";

describe("a masked URL is written as it will be sent", () => {
  test.each<[string, string, string]>([
    ["scheme and host in capitals", "HTTPS://Example.COM/Hook", "https://example.com/Hook"],
    ["the scheme's own port", "https://example.com:443/a", "https://example.com/a"],
    ["zeros in a port", "http://example.com:08080/a", "http://example.com:8080/a"],
    ["a host that is a number", "http://2130706433/a", "http://127.0.0.1/a"],
    ["a host in other letters", "https://bücher.example/a", "https://xn--bcher-kva.example/a"],
    ["a host percent-encoded", "https://ex%61mple.com/a", "https://example.com/a"],
    ["no path", "https://example.com", "https://example.com/"],
    ["no path before the query", "https://example.com?a={{T}}", "https://example.com/?a={{T}}"],
    ["an empty query", "https://example.com/a?", "https://example.com/a"],
    ["dot segments", "https://example.com/a/./b/../c/{{T}}", "https://example.com/a/c/{{T}}"],
    ["dot segments percent-encoded", "https://example.com/a/%2e/b/.%2E/c", "https://example.com/a/c"],
    ["a dot segment behind a placeholder", "https://example.com/{{T}}/./x", "https://example.com/{{T}}/x"],
    ["a dot segment that takes a placeholder", "https://example.com/{{T}}/../x", "https://example.com/x"],
    ["letters beyond ASCII", "https://example.com/é?ö=ü", "https://example.com/%C3%A9?%C3%B6=%C3%BC"],
    [
      "signs that are encoded in a path alone",
      "https://example.com/{a}^?{a}^",
      "https://example.com/%7Ba%7D%5E?{a}^",
    ],
    ["percent-encoding in either case", "https://example.com/%7e%7E%zz", "https://example.com/%7e%7E%zz"],
    [
      "placeholders side by side",
      "https://example.com/{{A}}{{b-2}}{{_}}",
      "https://example.com/{{A}}{{b-2}}{{_}}",
    ],
    [
      "a placeholder beside a percent sign",
      "https://example.com/%{{T}}%2{{T}}",
      "https://example.com/%{{T}}%2{{T}}",
    ],
    ["a brace around a placeholder", "https://example.com/?a={{{T}}}", "https://example.com/?a={{{T}}}"],
    [
      "what stands for a placeholder meanwhile",
      "https://tocsin0.example/tocsin0o/{{tocsin1}}/TOCSIN2",
      "https://tocsin0.example/tocsin0o/{{tocsin1}}/TOCSIN2",
    ],
  ])("%s", (_, masked, sent) => {
    expect(asSent(masked)).toBe(sent);
    expect(asSent(sent)).toBe(sent);
  });

  test("what is no URL is null", () => {
    for (const text of ["", "hook", "https://", "http://[::1", "http://a.example:99999/"])
      expect(asSent(text)).toBeNull();
  });
});

test("two URLs are sent alike where the receiver can't tell them apart", () => {
  const values = new Map([["T", "a/b"]]);
  expect(areSentAlike("HTTP://A.example/x/../{{T}}", "http://a.example/{{T}}", values)).toBe(true);
  expect(areSentAlike("http://a.example/{{T}}", "http://a.example/a/b", values)).toBe(true);
  expect(areSentAlike("http://a.example/{{T}}?", "http://a.example/{{T}}", values)).toBe(true);
  expect(areSentAlike("http://a.example/{{T}}/../x", "http://a.example/x", values)).toBe(false);
  expect(areSentAlike("nowhere", "nowhere", values)).toBe(false);
});
