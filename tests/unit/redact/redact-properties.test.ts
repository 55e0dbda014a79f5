import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { MASK, Secret } from "#lib/domain/secret.ts";
import { createRedactor, type Redactor } from "#lib/redact/redact.ts";

type Encode = (text: string) => string;
type Decode = (text: string) => Buffer;

const odd = fc.constantFrom(..."\\\"/%+&<>'#;= {}-_.~\u00e9\u00ff\u0416\u5bc6\u{1f514}nu04x");
const character = fc.oneof({ weight: 2, arbitrary: odd }, fc.constantFrom(..."abcABC0123456789"));
const text = (minLength: number, maxLength: number) =>
  fc
    .string({
      unit: fc.oneof(
        { weight: 6, arbitrary: character },
        fc.string({ unit: "binary", minLength: 1, maxLength: 1 }),
      ),
      minLength,
      maxLength,
    })
    .map((value) => value.toWellFormed())
    .filter((value) => !/[\p{Cc}•\ufffd]/u.test(value));
const secretText = text(4, 24).filter((value) => Buffer.byteLength(value) >= 4);

const unit = (code: number) => `\\u${code.toString(16).padStart(4, "0")}`;
const units = (value: string) =>
  Array.from({ length: value.length }, (_, at) => unit(value.charCodeAt(at))).join("");
const percentBytes = (value: string) => Buffer.from(value).toString("hex").replaceAll(/../g, "%$&");
const json = (value: string) => JSON.stringify(value).slice(1, -1);

/** Escapes each character in one of several ways, in turns that the seed decides. */
function mixing(ways: readonly Encode[], seed: number): Encode {
  let state = seed;
  const one = (character: string) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return (ways[(state >>> 16) % ways.length] ?? json)(character);
  };
  return (value) => [...value].map(one).join("");
}

/** First one, then what came of it with the other. */
const within =
  (inner: Encode, outer: Encode): Encode =>
  (value) =>
    outer(inner(value));

const jsonWays: Encode[] = [
  json,
  units,
  (one) => units(one).toUpperCase().replaceAll("\\U", "\\u"),
  (one) => (one === "/" ? "\\/" : json(one)),
];
const urlWays: Encode[] = [
  encodeURIComponent,
  percentBytes,
  (one) => percentBytes(one).toUpperCase(),
  (one) => (one === " " ? "+" : encodeURIComponent(one)),
  (one) => (one === "+" || one === "%" ? encodeURIComponent(one) : encodeURI(one)),
];
const htmlEscapes: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};
const html: Encode = (one) => htmlEscapes[one] ?? one;
const htmlWays: Encode[] = [
  html,
  (one) => (one === "'" ? "&#x27;" : html(one)),
  (one) => `&#${one.codePointAt(0)};`,
];

const unjson: Decode = (value) =>
  Buffer.from(
    value.replaceAll(/\\(?:u([0-9a-f]{4})|(.))/giu, (_, hex?: string, one?: string) =>
      hex === undefined
        ? ({ b: "\b", f: "\f", n: "\n", r: "\r", t: "\t" }[one ?? ""] ?? one ?? "")
        : String.fromCharCode(Number.parseInt(hex, 16)),
    ),
  );
const unpercent: Decode = (value) =>
  Buffer.from(
    Buffer.from(value)
      .toString("latin1")
      .replaceAll("+", " ")
      .replaceAll(/%([0-9a-f]{2})/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16))),
    "latin1",
  );
const unhtml: Decode = (value) =>
  Buffer.from(
    value
      .replaceAll(/&#(x?)([0-9a-f]+);/gi, (_, x: string, digits) =>
        String.fromCodePoint(Number.parseInt(digits, x === "" ? 10 : 16)),
      )
      .replaceAll("&lt;", "<")
      .replaceAll("&gt;", ">")
      .replaceAll("&quot;", '"')
      .replaceAll("&amp;", "&"),
  );
const twice =
  (outer: Decode, inner: Decode): Decode =>
  (value) =>
    inner(outer(value).toString());

/** Whatever base64 or hex stands in a text, read from each of its letters on. */
const unbase64 = (value: string): Buffer[] =>
  (value.match(/[A-Za-z0-9+/_-]+/g) ?? []).flatMap((run) =>
    [0, 1, 2, 3].map((from) => Buffer.from(run.slice(from), "base64")),
  );
const unhex = (value: string): Buffer[] =>
  (value.match(/[0-9a-f]+/gi) ?? []).flatMap((run) =>
    [0, 1].map((from) => Buffer.from(run.slice(from).slice(0, (run.length - from) & ~1), "hex")),
  );

/** Each escaping, with the decoder that its readers use. */
const escapings: [name: string, encoding: (seed: number) => Encode, decode: Decode][] = [
  ["nothing", () => (value) => value, (value) => Buffer.from(value)],
  ["JSON", (seed) => mixing(jsonWays, seed), unjson],
  ["a URL", (seed) => mixing(urlWays, seed), unpercent],
  ["HTML", (seed) => mixing(htmlWays, seed), unhtml],
  ["a URL, twice", (seed) => within(mixing(urlWays, seed), encodeURIComponent), twice(unpercent, unpercent)],
  [
    "a URL in JSON",
    (seed) => within(mixing(urlWays, seed), mixing(jsonWays, seed)),
    twice(unjson, unpercent),
  ],
  [
    "JSON in a URL",
    (seed) => within(mixing(jsonWays, seed), mixing(urlWays, seed)),
    twice(unpercent, unjson),
  ],
  ["JSON in HTML", (seed) => within(mixing(jsonWays, seed), mixing(htmlWays, seed)), twice(unhtml, unjson)],
];

const withoutPlus = (bytes: Buffer) => bytes.toString("latin1").replaceAll("+", " ");
const holds = (haystack: Buffer, needle: string) =>
  withoutPlus(haystack).includes(withoutPlus(Buffer.from(needle)));
const redactorOf = (...secrets: string[]) => createRedactor(secrets.map((value) => new Secret(value)));

/** What is kept of an answer that was cut there. */
const keptOfCut = (redactor: Redactor, body: string): string =>
  redactor.response({ headers: {}, body, truncated: true }).body;

describe.each(escapings)("escaped as in %s", (_, encoding, decode) => {
  test("no secret is left, and what stands around it is", () => {
    fc.assert(
      fc.property(secretText, text(0, 12), text(0, 12), fc.nat(), (secret, before, after, seed) => {
        const encode = encoding(seed);
        const whole = encode(before + secret + after);
        const shown = redactorOf(secret).text(whole);
        expect(shown).toContain(MASK);
        expect(holds(decode(shown), secret)).toBe(false);
        for (const bytes of [...unbase64(shown), ...unhex(shown)]) expect(holds(bytes, secret)).toBe(false);
        const [start = "", end = ""] = [shown.split(MASK)[0], shown.split(MASK).at(-1)];
        expect(whole.startsWith(start) && whole.endsWith(end)).toBe(true);
      }),
      { numRuns: 150 },
    );
  });

  test("a cut at any byte leaves nothing of the secret", () => {
    const before = "x\n".repeat(400);
    fc.assert(
      fc.property(secretText, fc.nat(), (secret, seed) => {
        const form = Buffer.from(encoding(seed)(secret));
        const redactor = redactorOf(secret);
        for (let length = 0; length < form.length; length++) {
          const left = keptOfCut(redactor, before + form.subarray(0, length).toString());
          expect(before.startsWith(left), `${length} of ${form}: ${left}`).toBe(true);
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe.each(["base64", "base64url", "hex"] as const)("in %s", (encoding) => {
  const decodings = encoding === "hex" ? unhex : unbase64;

  test("no secret is left, wherever in the encoded bytes it stands", () => {
    fc.assert(
      fc.property(secretText, text(0, 6), text(0, 6), fc.boolean(), (secret, before, after, upper) => {
        const encoded = Buffer.from(before + secret + after).toString(encoding);
        const whole = `{"${before}": "${encoding === "hex" && upper ? encoded.toUpperCase() : encoded}"}`;
        const shown = redactorOf(secret).text(whole);
        expect(shown).toContain(MASK);
        for (const bytes of decodings(shown)) expect(holds(bytes, secret)).toBe(false);
      }),
      { numRuns: 150 },
    );
  });
});

describe("an answer tells nothing of a secret that a guess stands in", () => {
  const token = (minLength: number, maxLength: number) =>
    fc.string({ unit: fc.constantFrom(..."abcABC0123456789-_.%+/"), minLength, maxLength });
  const guesses = fc
    .integer({ min: 4, max: 40 })
    .chain((length) => fc.array(token(length, length), { minLength: 2, maxLength: 5 }));

  test("at any place of a cut: the right beginning and a wrong one leave the same", () => {
    fc.assert(
      fc.property(guesses, fc.nat({ max: 3_000 }), ([right = "", ...wrong], length) => {
        const redactor = redactorOf(right, "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
        const filler = "-".repeat(length);
        for (let known = 0; known < right.length; known++) {
          const kept = keptOfCut(redactor, filler + right.slice(0, known));
          for (const guess of wrong) expect(keptOfCut(redactor, filler + guess.slice(0, known))).toBe(kept);
        }
      }),
      { numRuns: 40 },
    );
  });

  test("in an echo of what was sent, whole or cut anywhere: any of its guesses could be the secret", () => {
    const echoes: Encode[] = [(sent) => sent, json, encodeURIComponent, (sent) => `${sent}\n${json(sent)}`];
    fc.assert(
      fc.property(
        guesses,
        fc.constantFrom(...echoes),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (all, echo, part) => {
          const sent = JSON.stringify({ alert_id: "a", description: all.join(" ") });
          const body = `{"echo": "${echo(sent)}"}`;
          const cut = { headers: {}, body: body.slice(0, Math.floor(part * body.length)), truncated: true };
          const kept = all.map((secret) => {
            const redactor = redactorOf(secret);
            const whole = { headers: { echo: sent }, body, truncated: false };
            return [redactor.response(whole, sent), redactor.response(cut, sent)];
          });
          for (const one of kept) expect(one).toEqual(kept[0]);
        },
      ),
      { numRuns: 60 },
    );
  });
});

test("what has nothing of a secret is the same object", () => {
  const upper = fc.string({
    unit: fc.constantFrom(..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
    minLength: 8,
    maxLength: 40,
  });
  const plain = fc.string({ unit: fc.constantFrom(...'!?$@~<>|_{}[]()#*^ \\%&"/+;:,.\n\u00fc\u{1f514}') });
  fc.assert(
    fc.property(fc.array(upper, { maxLength: 5 }), plain, plain, (secrets, value, body) => {
      fc.pre(
        !secrets.some((secret) =>
          Buffer.from(secret)
            .toString("base64")
            .match(/^[a-z/+]/),
        ),
      );
      const answer = { headers: { "x-value": value }, body, truncated: false };
      expect(redactorOf(...secrets).response(answer)).toBe(answer);
    }),
  );
});

test("several secrets, overlapping at will, are all masked", () => {
  const few = fc.string({ unit: fc.constantFrom("a", "b"), minLength: 4, maxLength: 9 });
  fc.assert(
    fc.property(
      fc.array(few, { minLength: 1, maxLength: 6 }),
      fc.string({ unit: fc.constantFrom("a", "b", "c"), maxLength: 80 }),
      (secrets, whole) => {
        const covered = Array.from(whole, () => false);
        for (const secret of secrets)
          for (let at = whole.indexOf(secret); at !== -1; at = whole.indexOf(secret, at + 1))
            covered.fill(true, at, at + secret.length);
        const expected = Array.from(whole, (one, at) => (covered[at] ? "•" : one))
          .join("")
          .replaceAll(/•+/g, MASK);
        expect(redactorOf(...secrets).text(whole)).toBe(expected);
      },
    ),
    { numRuns: 500 },
  );
});
