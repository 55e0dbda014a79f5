import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { Secret } from "#lib/domain/secret.ts";
import { createRedactor, MASK } from "#lib/webhook/redact.ts";

/** Every kind of character that some encoding treats in its own way. */
const secret = 'k\\9"/ +%<&é🔔z';
const bytes = Buffer.from(secret);

const redactorOf = (...secrets: string[]) => createRedactor(secrets.map((value) => new Secret(value)));
const redact = (text: string, ...secrets: string[]) => redactorOf(...secrets).text(text);

const upperHex = (text: string) =>
  text.replaceAll(/%..|\\u.{4}/g, (found) => found.toUpperCase().replace("\\U", "\\u"));
const everyUnit = (text: string) =>
  Array.from(
    { length: text.length },
    (_, at) => `\\u${text.charCodeAt(at).toString(16).padStart(4, "0")}`,
  ).join("");
const everyByte = (text: string) => Buffer.from(text).toString("hex").replaceAll(/../g, "%$&");
const json = (text: string) => JSON.stringify(text).slice(1, -1);
const html = (text: string) =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;").replaceAll("'", "&#39;");
const wrapped = (text: string, end: string) => text.replaceAll(/.{76}/g, `$&${end}`);

const forms: [name: string, text: string][] = [
  ["plain", secret],
  ["base64", bytes.toString("base64")],
  ["base64 without padding", bytes.toString("base64").replace(/=+$/, "")],
  ["base64url", bytes.toString("base64url")],
  ["base64, its slashes escaped as PHP does", bytes.toString("base64").replaceAll("/", "\\/")],
  ["base64, percent-encoded", encodeURIComponent(bytes.toString("base64"))],
  ["hex", bytes.toString("hex")],
  ["upper-case hex", bytes.toString("hex").toUpperCase()],
  ["JSON", json(secret)],
  ["JSON in JSON", json(json(secret))],
  ["JSON of ASCII only", json(secret).replaceAll(/[^ -~]/g, everyUnit)],
  [
    "JSON as PHP writes it",
    json(secret)
      .replaceAll("/", "\\/")
      .replaceAll(/[^ -~]/g, everyUnit),
  ],
  ["JSON as Go writes it", json(secret).replaceAll(/[<>&]/g, everyUnit)],
  ["JSON with every unit escaped", everyUnit(secret)],
  ["the same in upper case", upperHex(everyUnit(secret))],
  [
    "JSON with every other character escaped",
    [...secret].map((c, i) => (i % 2 ? everyUnit(c) : json(c))).join(""),
  ],
  [
    "bytes as Python prints them",
    bytes
      .toString("latin1")
      .replaceAll(/[^ -~]|\\/g, (c) => (c === "\\" ? "\\\\" : `\\x${c.charCodeAt(0).toString(16)}`)),
  ],
  ["a URL component", encodeURIComponent(secret)],
  ["a URL component in lower case", encodeURIComponent(secret).toLowerCase()],
  ["a form field", new URLSearchParams({ "": secret }).toString().slice(1)],
  ["a URL where only what must be is encoded", encodeURI(secret)],
  ["a URL with every byte encoded", everyByte(secret)],
  ["a URL encoded twice", encodeURIComponent(encodeURIComponent(secret))],
  ["a URL encoded twice, every byte", everyByte(everyByte(secret))],
  ["a URL in JSON with escaped slashes", encodeURI(secret).replaceAll("/", "\\/")],
  ["JSON in a URL", encodeURIComponent(json(secret))],
  ["HTML", html(secret)],
  [
    "HTML with numeric entities",
    [...secret].map((c) => `&#x${(c.codePointAt(0) ?? 0).toString(16)};`).join(""),
  ],
  ["JSON in HTML", html(json(secret))],
  ["UTF-8 taken for Latin-1", bytes.toString("latin1")],
];

describe.each(forms)("a secret as %s", (_, form) => {
  const redactor = redactorOf("another one", secret);

  test.each([
    ["alone", form, MASK],
    ["between words", `before ${form} after`, `before ${MASK} after`],
    ["twice", `${form}, ${form}`, `${MASK}, ${MASK}`],
    ["twice without a gap", `${form}${form}`, MASK],
    ["in JSON", `{"token":"${form}"}`, `{"token":"${MASK}"}`],
    [
      "in a query",
      `https://example.com/?a=b&token=${form}&c=d`,
      `https://example.com/?a=b&token=${MASK}&c=d`,
    ],
  ])("is masked %s", (_, text, masked) => {
    expect(redactor.text(text)).toBe(masked);
  });

  test("is masked in the body and in the value of a header", () => {
    const answer = { headers: { "x-echo": `a ${form}`, server: "x" }, body: `b ${form}`, truncated: false };
    const { headers, body, truncated } = redactor.response(answer);
    expect(headers).toEqual({ "x-echo": `a ${MASK}`, server: "x" });
    expect(body).toBe(`b ${MASK}`);
    expect(truncated).toBe(false);
  });
});

describe("at the end of an answer that was cut", () => {
  const MAX_BODY = 64 * 1024;
  const cutAfter = (form: string, length: number, value: string) => {
    const kept = Buffer.from(form).subarray(0, length);
    const before = "-".repeat(MAX_BODY - kept.length);
    const answer = {
      headers: {},
      body: Buffer.concat([Buffer.from(before), kept]).toString(),
      truncated: true,
    };
    const { body } = redactorOf(value).response(answer);
    expect(body.startsWith(before)).toBe(true);
    return body.slice(before.length);
  };

  test.each(forms)("half a secret as %s is masked", (_, form) => {
    expect(cutAfter(form, Buffer.byteLength(form) >> 1, secret)).toBe(MASK);
  });

  test.each([
    ["of 4 bytes, one", "abcd", "a", MASK],
    ["of 7 bytes, one", "abcdefg", "a", MASK],
    ["of 8 bytes, one", "abcdefgh", "a", "a"],
    ["of 8 bytes, two", "abcdefgh", "ab", MASK],
    ["of 100 bytes, three", "abcd".repeat(25), "abc", "abc"],
    ["of 100 bytes, four", "abcd".repeat(25), "abcd", MASK],
    ["of 4 bytes, in hex, one and a half", "abcd", "616", MASK],
    ["of 4 bytes, in hex, half of one", "abcd", "6", "6"],
    ["of 4 bytes, in base64, one", "abcd", "YW", MASK],
    ["of 4 bytes, in base64 behind another, one and a half", "abcd", btoa("?abcd").slice(0, 3), `P${MASK}`],
    ["of 4 bytes, and half an escape", "abcd", "a\\u00", MASK],
    ["of 4 bytes, and half an escape in an escape", "a/cd", "a%25", MASK],
    ["of 4 bytes, and half a surrogate pair", "a🔔cd", "a\\ud83d", MASK],
  ])("%s", (_, value, end, shown) => {
    expect(cutAfter(end, end.length, value)).toBe(shown);
  });

  test("a line break or half of one may follow", () => {
    const value = "0123456789abcdef".repeat(16);
    const lines = wrapped(btoa(value), "\r\n");
    for (const length of [77, 78, 79, 155, 156]) expect(cutAfter(lines, length, value)).toBe(MASK);
  });

  test("where nothing was cut, a beginning stays", () => {
    const answer = { headers: { a: "hunter2" }, body: "hunter2", truncated: false };
    expect(redactorOf("hunter22").response(answer)).toBe(answer);
  });
});

describe("in longer base64", () => {
  const value = "hunter22";
  const echoes = ["", "a", "ab", "abc"].flatMap((before) =>
    ["", "x", "xy", "xyz"].map((after) => [before, after]),
  );

  test.each(echoes)("between %j and %j only what is shared with a neighbour stays", (before, after) => {
    const text = Buffer.from(before + value + after);
    for (const encoding of ["base64", "base64url"] as const) {
      const masked = redact(text.toString(encoding), value);
      expect(masked).toContain(MASK);
      expect(masked.replace(MASK, "").replaceAll("=", "").length).toBeLessThanOrEqual(
        Math.ceil((before.length * 4) / 3) + Math.ceil((after.length * 4) / 3),
      );
    }
  });

  test.each(["\n", "\r\n"])("wrapped with %j, also in JSON", (end) => {
    const long = "0123456789abcdef".repeat(16);
    const echo = wrapped(Buffer.from(`user:${long}`).toString("base64"), end);
    expect(redact(echo, long)).toBe(`dXNlcj${MASK}`);
    expect(redact(JSON.stringify(echo), long)).toBe(`"dXNlcj${MASK}"`);
  });

  test("the password is masked in what Basic Authentication sends", () => {
    expect(redact(`Basic ${btoa("admin:hunter22")}`, "hunter22")).toBe(`Basic YWRtaW46${MASK}`);
  });
});

describe("several secrets", () => {
  test.each([
    ["that overlap", "abcdefgh", ["abcdef", "defgh"], MASK],
    ["one within the other", "xx abcdefgh", ["cdef", "abcdefgh"], `xx ${MASK}`],
    ["one within the other, of which only the inner is there", "xx cdef", ["cdef", "abcdefgh"], `xx ${MASK}`],
    ["side by side", "abcdefgh", ["abcd", "efgh"], MASK],
    [
      "side by side, escaped and with what looks like an escape",
      "\\u0065fgh\\nxyz",
      ["efgh", "\\nxyz"],
      MASK,
    ],
    ["one that repeats itself", "xx abababab yy", ["ababab"], `xx ${MASK} yy`],
    ["of which one almost begins where the other does", "abcabcabd", ["abcabd"], `abc${MASK}`],
  ])("%s", (_, text, secrets, masked) => {
    expect(redact(text, ...secrets)).toBe(masked);
  });
});

describe("what a receiver makes of a value", () => {
  test.each([
    ["a percent-encoded value, read decoded", "a%20b%2Fcd", "got a b/cd", `got ${MASK}`],
    ["a plus in a query, read as a space", "a+b+cd", "got a b cd", `got ${MASK}`],
    ["a value that a URL carries encoded, in base64", "schlüssel", btoa("schl%C3%BCssel"), `${MASK}`],
    ["a token without its scheme", "Bearer abc.def", "abc.def is wrong", `${MASK} is wrong`],
    ["credentials, decoded", `Basic ${btoa("ann:hunter22")}`, "ann, hunter22", `ann, ${MASK}`],
    ["the key of a signing secret", "whsec_MfKQ9r8GKYqrTwjU", "key MfKQ9r8GKYqrTwjU", `key ${MASK}`],
    ["the bytes of that key", "whsec_MfKQ9r8GKYqrTwjU", "31f290f6bf06298aab4f08d4", MASK],
    ["a Latin-1 header that was echoed as it came", "pässword", "p\ufffdssword?", `${MASK}?`],
    [
      "a Latin-1 header in base64",
      "pässword",
      Buffer.from("pässword", "latin1").toString("base64"),
      `${MASK}`,
    ],
  ])("%s", (_, value, text, masked) => {
    expect(redact(text, value)).toBe(masked);
  });
});

describe("in the name of a header", () => {
  test.each([
    ["plain, in lower case", "Secret-Token", "x-secret-token", `x-${MASK}`],
    ["base64, in lower case", "Secret-Token", btoa("Secret-Token").toLowerCase(), MASK],
    ["hex", "Secret-Token", Buffer.from("Secret-Token").toString("hex"), MASK],
    ["percent-encoded", "Sécret/Token", "s%c3%a9cret%2ftoken", MASK],
  ])("%s", (_, value, name, masked) => {
    const { headers } = redactorOf(value).response({ headers: { [name]: "1" }, body: "", truncated: false });
    expect(Object.keys(headers)).toEqual([masked]);
  });

  test("names that look the same once masked keep all their values", () => {
    const headers = { abcd: "1", "x-ok": "2", efgh: "3" };
    expect(redactorOf("abcd", "efgh").response({ headers, body: "", truncated: false }).headers).toEqual({
      [MASK]: "1, 3",
      "x-ok": "2",
    });
  });

  test("__proto__ stays a header like any other", () => {
    const headers = Object.fromEntries([["__proto__", "abcd"]]);
    const shown = redactorOf("abcd").response({ headers, body: "", truncated: false }).headers;
    expect(Object.entries(shown)).toEqual([["__proto__", MASK]]);
  });
});

describe("a secret of less than four bytes", () => {
  test.each([
    ["a", '{"a":"banana a"}', `{"${MASK}":"banana ${MASK}"}`],
    ["a", "naïve_a a1 éa", "naïve_a a1 éa"],
    ["pw1", "pw1,pw12,(pw1)", `${MASK},pw12,(${MASK})`],
    ["a&b", "x=a%26b a&b", `x=${MASK} ${MASK}`],
    ['a"b', '"a\\"b"', `"${MASK}"`],
    ["pw1", `${btoa("pw1")} ${Buffer.from("pw1").toString("hex")}`, `${MASK} ${MASK}`],
    [":", '{"a":"b"}', '{"a":"b"}'],
    ["", "anything", "anything"],
  ])("%j in %j", (value, text, masked) => {
    expect(redact(text, value)).toBe(masked);
  });

  test("in the name of a header", () => {
    const headers = { "x-pw1": "1", "x-pw12": "2" };
    expect(redactorOf("Pw1").response({ headers, body: "", truncated: false }).headers).toEqual({
      [`x-${MASK}`]: "1",
      "x-pw12": "2",
    });
  });
});

describe("what holds no secret", () => {
  const answer = {
    headers: { "content-type": "application/json", "x-path": "C:\\temp 100% a&b" },
    body: '{"ok":true,"text":"a \\u0041 %20 &amp; \\"quoted\\" ü"}\n',
    truncated: false,
  };

  test.each([[[]], [["hunter22"]], [["a-1"]], [[""]]])("is handed on as the same object: %j", (secrets) => {
    const redactor = redactorOf(...secrets);
    expect(redactor.response(answer)).toBe(answer);
    expect(redactor.text(answer.body)).toBe(answer.body);
  });

  test.each([
    ["part of it", "hunter2"],
    ["another case", "Hunter22"],
    ["part of its base64", btoa("hunter22").slice(0, -3)],
    ["base64 of something that differs in its last bits", Buffer.from("hunter23").toString("base64")],
    ["base64 of something that differs in its first bits", Buffer.from("ajunter22").toString("base64")],
    ["part of its hex", Buffer.from("hunter22").toString("hex").slice(0, -1)],
  ])("stays: %s", (_, text) => {
    expect(redact(text, "hunter22")).toBe(text);
  });
});

test("headers change without the body, and the body without the headers", () => {
  const redactor = redactorOf("hunter22");
  const answer = { headers: { a: "hunter22" }, body: "ok", truncated: true };
  expect(redactor.response(answer)).toEqual({ headers: { a: MASK }, body: "ok", truncated: true });
  const other = { headers: { a: "b" }, body: "hunter22", truncated: false };
  expect(redactor.response(other).headers).toBe(other.headers);
});

test("nothing of a redactor prints its secrets", () => {
  const redactor = redactorOf("hunter22");
  expect(inspect(redactor, { depth: 9, showHidden: true }) + JSON.stringify(redactor)).not.toContain(
    "hunter22",
  );
});
