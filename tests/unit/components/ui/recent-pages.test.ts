import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { forgetPage, forgetPages, recentPages, rememberPage } from "#components/ui/recent-pages.ts";

const KEY = "tocsin-recent-pages";

/** The part of a browser's storage that is used. */
function storage(): Pick<Storage, "getItem" | "setItem" | "removeItem"> {
  const kept = new Map<string, string>();
  return {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => kept.set(key, value),
    removeItem: (key) => kept.delete(key),
  };
}

const rule = (n: number) => ({ href: `/rules/rul_${n}`, title: `Rule ${n}` });

beforeEach(() => {
  vi.stubGlobal("localStorage", storage());
});
afterEach(() => {
  vi.unstubAllGlobals();
});

describe("recent pages", () => {
  test("the newest comes first, each path once, with its newest title", () => {
    for (const page of [rule(1), rule(2), { ...rule(1), title: "Renamed" }]) rememberPage(page);
    expect(recentPages()).toEqual([{ ...rule(1), title: "Renamed" }, rule(2)]);
  });

  test("20 are kept", () => {
    for (let n = 0; n < 30; n++) rememberPage(rule(n));
    expect(recentPages().map(({ href }) => href)).toEqual(
      Array.from({ length: 20 }, (_, n) => rule(29 - n).href),
    );
  });

  test("a missing page is forgotten, and all pages at sign-out", () => {
    for (const page of [rule(1), rule(2)]) rememberPage(page);
    forgetPage(rule(2).href);
    expect(recentPages()).toEqual([rule(1)]);
    forgetPages();
    expect(recentPages()).toEqual([]);
  });

  test.each(["", "{", "null", "{}", '[1, null, {"href": 1, "title": "x"}, {"href": "/a"}]'])(
    "%j in the storage counts as none",
    (kept) => {
      localStorage.setItem(KEY, kept);
      expect(recentPages()).toEqual([]);
    },
  );

  test.each(["https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)"])(
    "%s is not one of our pages",
    (href) => {
      localStorage.setItem(KEY, JSON.stringify([{ href, title: "x" }]));
      expect(recentPages()).toEqual([]);
    },
  );

  test("without storage there are no recent pages, and no error", () => {
    vi.stubGlobal("localStorage", {
      getItem: () => {
        throw new Error("denied");
      },
      setItem: () => {
        throw new Error("denied");
      },
      removeItem: () => {
        throw new Error("denied");
      },
    });
    rememberPage(rule(1));
    forgetPage(rule(1).href);
    forgetPages();
    expect(recentPages()).toEqual([]);
  });
});
