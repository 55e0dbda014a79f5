import { describe, expect, test } from "vitest";
import type { CertificateMemory } from "#db/schema/index.ts";
import { type CertificateReport, outcomes } from "#lib/domain/delivery/outcome.ts";
import { afterHandshake, NOTHING_MET } from "#lib/engine/delivery/certificate-memory.ts";

const a = { sha256: "AA:AA", certificate: "PEM A" };
const b = { sha256: "BB:BB", certificate: "PEM B" };
const c = { sha256: "CC:CC", certificate: "PEM C" };
const pinnedA: CertificateMemory = { pin: a, metCaVouched: false, offered: null };
const metCa: CertificateMemory = { pin: null, metCaVouched: true, offered: null };

const showed = (fields: Partial<CertificateReport>): CertificateReport => ({
  caVouched: false,
  pinTo: null,
  refused: null,
  ...fields,
});
const refused = (found: typeof a | null, expected: string | null = null) =>
  showed({ refused: { expected, found } });

describe("what a channel remembers after a handshake", () => {
  test.each<[string, CertificateMemory, CertificateReport, CertificateMemory]>([
    ["a first self-signed one is pinned", NOTHING_MET, showed({ pinTo: a }), pinnedA],
    ["a first CA-vouched one is met", NOTHING_MET, showed({ caVouched: true }), metCa],
    [
      "a CA-vouched one beside a pin is met, and the pin stays",
      pinnedA,
      showed({ caVouched: true }),
      { ...pinnedA, metCaVouched: true },
    ],
    [
      "once met, what was offered before no longer is",
      { ...pinnedA, offered: b },
      showed({ caVouched: true }),
      { ...pinnedA, metCaVouched: true },
    ],
    [
      "a CA-vouched one again ends what was offered",
      { ...metCa, offered: b },
      showed({ caVouched: true }),
      metCa,
    ],
    [
      "a CA-vouched one beside a pin again ends what was offered",
      { pin: a, metCaVouched: true, offered: b },
      showed({ caVouched: true }),
      { pin: a, metCaVouched: true, offered: null },
    ],
    ["the pinned one again ends what was offered", { ...pinnedA, offered: b }, showed({}), pinnedA],
    [
      "the pinned one again ends what was offered where a CA vouched before",
      { pin: a, metCaVouched: true, offered: b },
      showed({}),
      { pin: a, metCaVouched: true, offered: null },
    ],
    [
      "an accepted one that is not pinned over another ends what was offered",
      { ...pinnedA, offered: b },
      showed({ pinTo: b }),
      pinnedA,
    ],
    [
      "once pinned, what was offered before no longer is",
      { ...NOTHING_MET, offered: b },
      showed({ pinTo: a }),
      pinnedA,
    ],
  ])("%s", (_, known, report, now) => {
    expect(afterHandshake(known, "delivered", report)).toEqual(now);
    expect(afterHandshake(known, null, report)).toEqual(now);
  });

  test.each<[string, CertificateMemory]>([
    ["another one than the pinned", pinnedA],
    ["a self-signed one where a CA vouched before", metCa],
    ["yet another one", { ...pinnedA, offered: c }],
  ])("%s is offered to be trusted", (_, known) => {
    expect(afterHandshake(known, "certificate_changed", refused(b))).toEqual({ ...known, offered: b });
  });
});

describe("what changes nothing gives back the same memory", () => {
  test.each<[string, CertificateMemory, CertificateReport | null]>([
    ["no handshake", pinnedA, null],
    ["the pinned certificate again", pinnedA, showed({})],
    ["a CA-vouched one again", metCa, showed({ caVouched: true })],
    ["a pin where there is one: the first one stays", pinnedA, showed({ pinTo: b })],
    ["a pin where a CA vouched before", metCa, showed({ pinTo: b })],
  ])("%s", (_, known, report) => {
    expect(afterHandshake(known, "delivered", report)).toBe(known);
  });

  test("what is offered already", () => {
    const known = { ...pinnedA, offered: b };
    expect(afterHandshake(known, "certificate_changed", refused(b))).toBe(known);
  });

  test("a changed one that was not shown", () => {
    expect(afterHandshake(pinnedA, "certificate_changed", refused(null))).toBe(pinnedA);
  });

  test.each(outcomes.filter((outcome) => outcome !== "certificate_changed"))(
    "what was refused as %s is never offered: trusting it would not help",
    (outcome) => {
      for (const known of [NOTHING_MET, pinnedA, metCa])
        expect(afterHandshake(known, outcome, refused(b, a.sha256))).toBe(known);
    },
  );

  test("nothing of the memory is written over in place", () => {
    const before = structuredClone(NOTHING_MET);
    afterHandshake(NOTHING_MET, "delivered", showed({ pinTo: a }));
    afterHandshake(NOTHING_MET, "certificate_changed", refused(b));
    expect(NOTHING_MET).toEqual(before);
  });
});
