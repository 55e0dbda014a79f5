import { describe, expect, test } from "vitest";
import { type FormatType, formats } from "#lib/formats/formats.ts";
import { payload } from "./payload.ts";

/** Where a receiver of each format finds the alert's title. */
const titleIn: Record<FormatType, (body: string) => unknown> = {
  alert: (body) => JSON.parse(body).alert_title,
};

const stored = JSON.stringify(payload);
const unrouted = { ruleId: null, priority: null };

describe.each(Object.keys(formats) as FormatType[])("the format %s", (type) => {
  const format = formats[type];

  test("puts the alert into a body that its receiver can read", () => {
    expect(titleIn[type](format.body(stored, unrouted))).toBe(payload.alert_title);
  });

  test("sends the same bytes for the same event", () => {
    expect(format.body(stored, unrouted)).toBe(format.body(JSON.stringify({ ...payload }), { ...unrouted }));
  });

  test("names its headers in lower case, and says what its body is", () => {
    const names = Object.keys(format.headers());
    expect(names).toEqual(names.map((name) => name.toLowerCase()));
    expect(names).toContain("content-type");
  });
});
