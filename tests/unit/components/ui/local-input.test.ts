import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { localInput, momentOf } from "#components/ui/local-input.ts";

const at = (text: string) => Date.parse(text);

describe("an input of a chosen zone", () => {
  test.each([
    ["2026-11-29T14:05:00Z", "Europe/Berlin", "2026-11-29T15:05"],
    ["2026-06-29T14:05:00Z", "Europe/Berlin", "2026-06-29T16:05"],
    ["2026-11-29T23:59:00Z", "Asia/Kolkata", "2026-11-30T05:29"],
    ["2026-12-31T23:00:00Z", "Pacific/Kiritimati", "2027-01-01T13:00"],
    ["2026-01-01T03:00:00Z", "America/New_York", "2025-12-31T22:00"],
    ["2026-11-29T14:05:00Z", "UTC", "2026-11-29T14:05"],
  ])("%s in %s is %s, and back", (moment, zone, text) => {
    expect(localInput(at(moment), zone)).toBe(text);
    expect(momentOf(text, zone)).toBe(at(moment));
  });

  test("of an hour that comes twice, the first is meant", () => {
    expect(momentOf("2026-10-25T02:30", "Europe/Berlin")).toBe(at("2026-10-25T00:30:00Z"));
  });

  test("an hour that is left out counts on from the one before", () => {
    expect(momentOf("2026-03-29T02:30", "Europe/Berlin")).toBe(at("2026-03-29T01:30:00Z"));
  });

  test.each(["", "soon", "2026-13-01T00:00"])("%j is no moment", (text) => {
    expect(momentOf(text, "Europe/Berlin")).toBeNaN();
    expect(momentOf(text, null)).toBeNaN();
  });

  test("any minute comes back as it was shown, but for an hour that comes twice", () => {
    const zones = [
      "Europe/Berlin",
      "America/St_Johns",
      "Australia/Lord_Howe",
      "Africa/Casablanca",
      "Asia/Kathmandu",
    ];
    const minute = fc.integer({
      min: at("2020-01-01T00:00:00Z") / 60_000,
      max: at("2030-01-01T00:00:00Z") / 60_000,
    });
    fc.assert(
      fc.property(minute, fc.constantFrom(...zones), (minutes, zone) => {
        const moment = minutes * 60_000;
        const back = momentOf(localInput(moment, zone), zone);
        expect(localInput(back, zone)).toBe(localInput(moment, zone));
        expect([0, 1_800_000, 3_600_000]).toContain(moment - back);
      }),
    );
  });
});

test("without a chosen zone, it is the browser's", () => {
  expect(momentOf(localInput(at("2026-11-29T14:05:59Z"), null), null)).toBe(at("2026-11-29T14:05:00Z"));
});
