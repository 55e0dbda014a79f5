import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Details, faultOfDetails } from "#lib/domain/alert/details.ts";
import type { FormatType } from "#lib/domain/format/format.ts";
import { formats } from "#lib/formats/formats.ts";
import { anyEvent } from "./hostile.ts";
import { RECEIVERS, type Receiver } from "./validators.ts";

/** Names that mean something in JavaScript, or that a format uses itself. */
const name = fc.oneof(
  fc.constantFrom(
    "__proto__",
    "constructor",
    "toString",
    "alert_id",
    "status",
    "<b>",
    "[~a]",
    "",
    "a".repeat(300),
  ),
  fc.string({ unit: "binary" }),
);
const value = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom("<!-- x", "[~ada]", "!https://evil.example/x.png!", "\u202e", "x".repeat(9_000), 1e300, -0),
);
const anyDetails: fc.Arbitrary<Details> = fc
  .array(fc.tuple(name, value))
  .map((members) => Object.fromEntries(members))
  .filter((details) => faultOfDetails(details) === null);

const receivers = Object.entries(RECEIVERS) as [FormatType, Receiver][];

describe.each(receivers)("%s", (type, { format, secrets, faultsOf, alarmsIn }) => {
  test("any details give a body that the receiver takes, inert", () => {
    fc.assert(
      fc.property(anyEvent, anyDetails, (event, details) => {
        const withDetails = { ...event, details: () => details };
        const body = formats[type].body(withDetails, format, (field) => secrets[field] ?? "");
        expect(faultsOf(body)).toEqual([]);
        expect(alarmsIn(body)).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });
});
