import { describe, expect, test } from "vitest";
import { wantedEnd } from "#components/mutes/end.ts";
import { localInput } from "#components/ui/local-input.ts";

describe("the end that is asked for", () => {
  test.each([
    [{ length: "1h", at: "" } as const, { hours: 1 }],
    [{ length: "8h", at: "2026-11-29T14:05" } as const, { hours: 8 }],
    [{ length: "at", at: "" } as const, null],
    [{ length: "at", at: "soon" } as const, null],
  ])("%j", (choice, end) => {
    expect(wantedEnd(choice, null)).toEqual(end);
  });

  test("a chosen time is one of the browser's time zone, and comes back as it was shown", () => {
    const at = localInput(Date.parse("2026-11-29T14:05:59Z"), null);
    expect(at).toMatch(/^2026-11-\d\dT\d\d:\d\d$/);
    expect(wantedEnd({ length: "at", at }, null)).toEqual({ until: "2026-11-29T14:05:00.000Z" });
  });

  test("or one of the zone that its user has chosen", () => {
    const at = localInput(Date.parse("2026-11-29T14:05:59Z"), "Asia/Kolkata");
    expect(at).toBe("2026-11-29T19:35");
    expect(wantedEnd({ length: "at", at }, "Asia/Kolkata")).toEqual({ until: "2026-11-29T14:05:00.000Z" });
  });
});
