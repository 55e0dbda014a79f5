import * as fc from "fast-check";
import { Webhook } from "standardwebhooks";
import { describe, expect, test } from "vitest";
import { PRIORITIES, STATUSES } from "#lib/domain/alert/alert.ts";
import type { FormatType } from "#lib/domain/format/format.ts";
import type { FormatEvent } from "#lib/formats/format.ts";
import { formats } from "#lib/formats/formats.ts";
import { newSigningSecret, signatureOf, signingKey } from "#lib/webhook/sign.ts";
import { anyEvent, COMMANDS, eventOf, everyText } from "./hostile.ts";
import { RECEIVERS, type Receiver } from "./validators.ts";

const receivers = Object.entries(RECEIVERS) as [FormatType, Receiver][];

/** Characters that take most room where a receiver escapes, encodes or counts them. */
const WIDEST = ["x", "&", "<", '"', "\\", "_", "\n", "é", "語", "🔔", "\u202e", "a@", "x ", ...COMMANDS];

describe.each(receivers)("%s", (type, receiver) => {
  const { format, secrets, example, spoilt, alarming, faultsOf, alarmsIn } = receiver;
  const bodyOf = (event: FormatEvent) => formats[type].body(event, format, (name) => secrets[name] ?? "");

  test("the receiver's own example passes", () => {
    expect(faultsOf(JSON.stringify(example))).toEqual([]);
  });

  test.each(spoilt)("%s is refused", (_, body) => {
    expect(faultsOf(JSON.stringify(body))).not.toEqual([]);
  });

  test.each(alarming)("%j alarms", (body) => {
    expect(alarmsIn(JSON.stringify(body))).not.toEqual([]);
  });

  test("any alert gives a body that the receiver takes, twice the same bytes, inert", () => {
    fc.assert(
      fc.property(anyEvent, (event) => {
        const body = bodyOf(event);
        expect(faultsOf(body)).toEqual([]);
        expect(alarmsIn(body)).toEqual([]);
        expect(bodyOf(event)).toBe(body);
        expect(isSignatureSound(body)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  test.each(WIDEST)("the longest texts of %j are within the limits", (unit) => {
    const longest = everyText((length) => unit.repeat(Math.floor(length / [...unit].length)));
    const source_url = `https://example.com/${"x".repeat(2_028)}`;
    const body = bodyOf(eventOf({ ...longest, source_url }));
    expect(faultsOf(body)).toEqual([]);
    expect(alarmsIn(body)).toEqual([]);
  });

  test.each(PRIORITIES.flatMap((priority) => STATUSES.map((status) => [priority, status] as const)))(
    "%s and %s, all else null",
    (priority, status) => {
      const bare = { ...everyText(() => null), alert_id: "a", alert_title: "t", priority, status };
      expect(faultsOf(bodyOf(eventOf(bare, null)))).toEqual([]);
    },
  );
});

const secret = newSigningSecret();
const keys = [signingKey(secret)];

/** Whether a receiver that has the bytes alone finds the signature right. */
function isSignatureSound(body: string): boolean {
  const timestamp = Math.floor(Date.now() / 1_000);
  const headers = {
    "webhook-id": "evt_1",
    "webhook-timestamp": String(timestamp),
    "webhook-signature": signatureOf({ id: "evt_1", timestamp, body }, keys),
  };
  return new Webhook(secret).verify(Buffer.from(body), headers) !== undefined;
}
