import { Secret } from "otpauth";
import { describe, expect, test } from "vitest";
import { newTotpSecret, stepOfCode, totpUri } from "#lib/domain/people/totp.ts";
import { codeAfter, wrongCode } from "../../../support/totp.ts";

/** The secret of RFC 6238, appendix B. */
const RFC_SECRET = Secret.fromUTF8("12345678901234567890").base32;

test.each([
  [59, "287082"],
  [1_111_111_109, "081804"],
  [1_111_111_111, "050471"],
  [1_234_567_890, "005924"],
  [2_000_000_000, "279037"],
  [20_000_000_000, "353130"],
])("at %i s, RFC 6238 shows %s", (seconds, code) => {
  expect(stepOfCode(RFC_SECRET, code, seconds * 1_000)).toBe(Math.floor(seconds / 30));
});

describe("a code", () => {
  const secret = newTotpSecret();
  const now = 1_800_000_015_000;
  const present = now / 30_000 - 0.5;

  test.each([-1, 0, 1])("%i steps away counts, for its own step", (steps) => {
    expect(stepOfCode(secret, codeAfter(secret, steps, now), now)).toBe(present + steps);
  });

  test.each([-3, -2, 2, 3])("%i steps away does not count", (steps) => {
    expect(stepOfCode(secret, codeAfter(secret, steps, now), now)).toBeNull();
  });

  test("may be typed with a space", () => {
    const code = codeAfter(secret, 0, now);
    expect(stepOfCode(secret, `${code.slice(0, 3)} ${code.slice(3)}`, now)).toBe(present);
  });

  test.each(["", "12345", "1234567", "abcdef", "１２３４５６", "1e5", "-12345", "0".repeat(10_000)])(
    "%j is none",
    (code) => {
      expect(stepOfCode(secret, code, now)).toBeNull();
    },
  );

  test("of another secret, or made up, is none", () => {
    expect(stepOfCode(secret, wrongCode(secret, now), now)).toBeNull();
  });
});

test("secrets are random, of 160 bits", () => {
  const [one, other] = [newTotpSecret(), newTotpSecret()];
  expect(one).not.toBe(other);
  expect(Secret.fromBase32(one).bytes).toHaveLength(20);
});

test("the QR code's address names the account and the issuer, whatever is in an email", () => {
  const uri = new URL(totpUri(RFC_SECRET, { email: "o'neil+a&b@example.com", issuer: "Tocsin" }));
  expect(uri.protocol + uri.host).toBe("otpauth:totp");
  expect(decodeURIComponent(uri.pathname)).toBe("/Tocsin:o'neil+a&b@example.com");
  expect(Object.fromEntries(uri.searchParams)).toEqual({
    issuer: "Tocsin",
    secret: RFC_SECRET,
    algorithm: "SHA1",
    digits: "6",
    period: "30",
  });
});
