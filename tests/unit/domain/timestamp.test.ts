import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { timestampSchema, toUtc } from "#lib/domain/timestamp.ts";
import { refusalOf } from "../refusal.ts";

describe("RFC 3339 becomes UTC to the millisecond", () => {
  test.each([
    ["2026-11-24T06:22:48Z", "2026-11-24T06:22:48.000Z"],
    ["2026-11-24t06:22:48z", "2026-11-24T06:22:48.000Z"],
    ["2026-11-24T06:22:48+00:00", "2026-11-24T06:22:48.000Z"],
    ["2026-11-24T06:22:48-00:00", "2026-11-24T06:22:48.000Z"],
    ["2026-11-24T06:22:48+05:30", "2026-11-24T00:52:48.000Z"],
    ["2026-11-24T06:22:48-08:00", "2026-11-24T14:22:48.000Z"],
    ["2026-01-01T00:30:00+01:00", "2025-12-31T23:30:00.000Z"],
    ["2026-11-24T06:22:48.1Z", "2026-11-24T06:22:48.100Z"],
    ["2026-11-24T06:22:48.123456789Z", "2026-11-24T06:22:48.123Z"],
    ["2026-11-24T06:22:48.9999Z", "2026-11-24T06:22:48.999Z"],
    ["2024-02-29T00:00:00Z", "2024-02-29T00:00:00.000Z"],
    ["0000-01-01T00:00:00Z", "0000-01-01T00:00:00.000Z"],
    ["9999-12-31T23:59:59.999Z", "9999-12-31T23:59:59.999Z"],
    ["2016-12-31T23:59:60Z", "2017-01-01T00:00:00.000Z"],
    ["2017-01-01T00:59:60.5+01:00", "2017-01-01T00:00:00.500Z"],
  ])("%s → %s", (value, utc) => {
    expect(toUtc(value)).toBe(utc);
  });

  test("whatever the offset, the instant stays", () => {
    const instants = fc.date({
      min: new Date("0001-01-02T00:00:00Z"),
      max: new Date("9999-12-30T00:00:00Z"),
    });
    const offsets = fc.integer({ min: -1439, max: 1439 });
    fc.assert(
      fc.property(instants.filter(isValid), offsets, (instant, minutes) => {
        expect(toUtc(spellWithOffset(instant, minutes))).toBe(instant.toISOString());
      }),
    );
  });
});

test("what is in UTC already is spelled to the millisecond", () => {
  fc.assert(
    fc.property(
      fc.date({ noInvalidDate: true, min: new Date(0), max: new Date("9999-12-31") }),
      (instant) => {
        const utc = instant.toISOString();
        expect(toUtc(utc)).toBe(utc);
        const whole = utc.replace(/\.\d{3}Z$/, "Z");
        expect(toUtc(whole)).toBe(new Date(whole).toISOString());
      },
    ),
  );
});

const isValid = (date: Date): boolean => !Number.isNaN(date.getTime());

/** The instant as a clock at that offset from UTC (minutes) shows it. */
function spellWithOffset(instant: Date, minutes: number): string {
  const local = new Date(instant.getTime() + minutes * 60_000).toISOString().slice(0, -1);
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  return `${local}${minutes < 0 ? "-" : "+"}${String(hours).padStart(2, "0")}:${String(rest).padStart(2, "0")}`;
}

describe("not an RFC 3339 time", () => {
  test.each([
    "",
    "yesterday",
    "2026-11-24",
    "2026-11-24T06:22:48",
    "2026-11-24 06:22:48Z",
    "2026-11-24T06:22Z",
    "20261124T062248Z",
    "2026-11-24T06:22:48.Z",
    "2026-11-24T06:22:48,5Z",
    "2026-11-24T06:22:48+0530",
    "2026-11-24T06:22:48+05",
    "2026-11-24T06:22:48+24:00",
    "2026-11-24T06:22:48+05:60",
    " 2026-11-24T06:22:48Z",
    "2026-11-24T06:22:48Z\n",
    "2026-02-29T00:00:00Z",
    "2026-02-30T00:00:00Z",
    "2026-13-01T00:00:00Z",
    "2026-00-01T00:00:00Z",
    "2026-11-00T00:00:00Z",
    "2026-11-24T24:00:00Z",
    "2026-11-24T25:00:00Z",
    "2026-11-24T06:60:00Z",
    "2026-11-24T06:22:61Z",
    "+12026-11-24T06:22:48Z",
    "٢٠٢٦-11-24T06:22:48Z",
    "1795501368",
  ])("%j", (value) => {
    expect(toUtc(value)).toBeNull();
  });

  test.each([
    ["before the year 0 in UTC", "0000-01-01T00:00:00+01:00"],
    ["after the year 9999 in UTC", "9999-12-31T23:59:59-01:00"],
  ])("%s", (_, value) => {
    expect(toUtc(value)).toBeNull();
  });
});

describe("the schema names its field", () => {
  const schema = timestampSchema("occurred_at");

  test("takes a time and gives it in UTC", () => {
    expect(schema.parse("2026-11-24T06:22:48+05:30")).toBe("2026-11-24T00:52:48.000Z");
  });

  test.each([
    ["soon", "occurred_at must be an RFC 3339 time with an offset, such as 2026-11-24T06:22:48Z."],
    [1795501368, "occurred_at must be a string."],
    [null, "occurred_at must be a string."],
  ])("refuses %j", (value, message) => {
    expect(refusalOf(schema, value)).toEqual([{ path: "", message }]);
  });
});
