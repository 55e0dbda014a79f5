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
    expect(wantedEnd(choice)).toEqual(end);
  });

  test("a chosen time is one of the browser's time zone, and comes back as it was shown", () => {
    const at = localInput(Date.parse("2026-11-29T14:05:59Z"));
    expect(at).toMatch(/^2026-11-\d\dT\d\d:\d\d$/);
    expect(wantedEnd({ length: "at", at })).toEqual({ until: "2026-11-29T14:05:00.000Z" });
  });
});
