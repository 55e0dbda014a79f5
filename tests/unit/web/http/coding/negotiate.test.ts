import { describe, expect, test } from "vitest";
import { type Coding, chooseCoding } from "#lib/web/http/coding/negotiate.ts";

const OFFERED: readonly Coding[] = ["br", "gzip"];

describe("the coding that Accept-Encoding allows", () => {
  test.each([
    // Without a header, no coding.
    [undefined, "identity"],
    ["", "identity"],
    ["identity", "identity"],
    ["deflate", "identity"],
    // Among equals, the first offered wins.
    ["gzip", "gzip"],
    ["gzip, br", "br"],
    ["GZIP", "gzip"],
    ["x-gzip", "gzip"],
    ["*", "br"],
    // With weights.
    ["br;q=0.5, gzip;q=0.8", "gzip"],
    ["br ; q=0.5 , gzip ; Q=0.500", "br"],
    ["gzip;q=0.001", "gzip"],
    ["identity;q=0.6, gzip;q=0.5", "identity"],
    ["identity;q=0.5, gzip;q=0.5", "gzip"],
    ["br;q=0, *", "gzip"],
    ["gzip;q=0.2, *;q=0.1", "gzip"],
    // With refused codings.
    ["gzip;q=0", "identity"],
    ["br;q=0, gzip;q=0.000", "identity"],
    ["*;q=0, gzip", "gzip"],
    ["identity;q=0, gzip;q=0.1", "gzip"],
    // An invalid weight refuses its coding.
    ["gzip;q=2", "identity"],
    ["gzip;q=-1", "identity"],
    ["gzip;q=", "identity"],
    ["gzip;level=9", "identity"],
    ["gzip;q=1;q=0", "identity"],
    [",,;,", "identity"],
    // With everything refused.
    ["identity;q=0", null],
    ["*;q=0", null],
    ["identity;q=0, deflate", null],
    ["identity;q=0, gzip;q=0, br;q=0", null],
    ["*;q=0, identity", "identity"],
  ])("%j is %j", (header, coding) => {
    expect(chooseCoding(header, OFFERED)).toBe(coding);
  });
});
