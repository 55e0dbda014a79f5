import { inspect } from "node:util";
import { describe, expect, test, vi } from "vitest";
import { MASK, Secret } from "#lib/domain/secret.ts";
import { createRedactor } from "#lib/redact/redact.ts";

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

describe("an answer that was cut", () => {
  const MAX_BODY = 64 * 1024;
  const value = "hunter22hunter22";
  const LONGEST = 36 * value.length;
  const kept = (body: string, ...secrets: string[]) =>
    redactorOf(...secrets).response({ headers: {}, body, truncated: true }).body;

  test("loses as many bytes as the longest form has, whatever they are", () => {
    const body = "x".repeat(MAX_BODY);
    expect(kept(body, value)).toBe(body.slice(LONGEST));
    expect(kept(body, "another one", value)).toBe(body.slice(LONGEST));
  });

  test("counts bytes of UTF-8 and never keeps half a character", () => {
    expect(kept("ü".repeat(LONGEST), value)).toBe("ü".repeat(LONGEST / 2));
    expect(kept(`${"🔔".repeat(LONGEST)}x`, value)).toBe("🔔".repeat(LONGEST - LONGEST / 4));
  });

  test("keeps nothing where it is no longer than that", () => {
    expect(kept("x".repeat(LONGEST), value)).toBe("");
    expect(kept("x".repeat(LONGEST + 1), value)).toBe("x");
    expect(kept("", value)).toBe("");
  });

  test.each(forms)("keeps no beginning of a secret as %s", (_, form) => {
    const before = "-".repeat(1_000);
    for (let length = 0; length < Buffer.byteLength(form); length++) {
      const body = before + Buffer.from(form).subarray(0, length).toString();
      expect(before.startsWith(kept(body, secret))).toBe(true);
    }
  });

  test("masks a secret that stands across the end of what is kept", () => {
    const body = `--${value}${"-".repeat(LONGEST - 4)}`;
    expect(kept(body, value)).toBe(`--${MASK}`);
  });

  test("its headers are never cut, and a whole answer loses nothing", () => {
    const headers = { a: "hunter2" };
    expect(redactorOf("hunter22").response({ headers, body: "hunter2", truncated: true })).toEqual({
      headers,
      body: "",
      truncated: true,
    });
    const whole = { headers, body: "hunter2", truncated: false };
    expect(redactorOf("hunter22").response(whole)).toBe(whole);
  });
});

describe("a copy of the body that was sent", () => {
  const sent = JSON.stringify({
    alert_id: "a",
    alert_title: 'tokens "hunter22", hünter22',
    source_url: "/+%",
  });
  const responseOf = (body: string, truncated = false) =>
    redactorOf("hunter22", "hünter22").response({ headers: { "x-echo": body }, body, truncated }, sent);
  const php = json(sent).replaceAll("/", "\\/").replaceAll("ü", "\\u00fc");

  test.each([
    ["as it is", sent],
    ["in JSON", JSON.stringify({ data: sent })],
    ["in JSON as PHP writes it", `{"data":"${php}"}`],
    ["in a URL", `?body=${encodeURIComponent(sent)}`],
    ["in a form", new URLSearchParams({ body: sent }).toString()],
    ["twice", `${sent}${sent}`],
  ])("stays: %s", (_, echo) => {
    expect(responseOf(echo)).toMatchObject({ body: echo, headers: { "x-echo": echo } });
  });

  test("does not shield the same secret elsewhere in the answer", () => {
    expect(responseOf(`hunter22 ${sent} hunter22`).body).toBe(`${MASK} ${sent} ${MASK}`);
  });

  test.each([
    ["a field of it", sent.slice(0, -2)],
    ["with a space more", sent.replace(":", ": ")],
    ["parsed and written anew", JSON.stringify(JSON.parse(sent), null, 1)],
    ["in base64", btoa(Buffer.from(sent).toString("latin1"))],
    ["escaped twice", JSON.stringify(JSON.stringify(sent))],
  ])("is none: %s", (_, echo) => {
    expect(responseOf(echo).body).toContain(MASK);
  });

  test("may be cut: what is left of it stays", () => {
    const long = JSON.stringify({ alert_id: "a", alert_title: "hunter22 ".repeat(500) });
    const redactor = redactorOf("hunter22");
    for (const body of [`echo: ${long}`, `echo: ${json(long)}`, `echo: ${encodeURIComponent(long)}`]) {
      const response = { headers: {}, body: body.slice(0, 4_000), truncated: true };
      expect(redactor.response(response, long).body).toBe(body.slice(0, 4_000 - 36 * 8));
    }
  });
});

describe("forms that arise by accident", () => {
  const value = "Tk-9fZ+q/hunter22=";
  const bytes = Buffer.from(value);
  const hex = bytes.toString("hex");
  const utf16 = Buffer.from(value, "utf16le");
  const utf16be = Buffer.from(utf16).swap16();
  const base64 = bytes.toString("base64");
  const long = "hunter22".repeat(40);
  const wrap = (text: string, width: number, end: string) =>
    text.replaceAll(new RegExp(`.{${width}}(?=.)`, "g"), `$&${end}`);

  test.each([
    ["upper case", value.toUpperCase()],
    ["lower case", value.toLowerCase()],
    ["UTF-16, lowest byte first", utf16.toString("utf8")],
    ["UTF-16, highest byte first", utf16be.toString("utf8")],
    ["UTF-16 in JSON", json(utf16.toString("utf8"))],
    ["base64 of UTF-16", utf16.toString("base64")],
    ["base64 of UTF-16, highest byte first", utf16be.toString("base64")],
    ["hex of UTF-16", utf16.toString("hex")],
    ["hex with colons", hex.replaceAll(/..(?=.)/g, "$&:")],
    ["hex with spaces", hex.replaceAll(/..(?=.)/g, "$& ")],
    ["upper-case hex with minuses", hex.toUpperCase().replaceAll(/..(?=.)/g, "$&-")],
    ["a list of hex numbers", `0x${hex.replaceAll(/..(?=.)/g, "$&, 0x")}`],
    ["hex in groups", hex.replaceAll(/.{4}(?=.)/g, "$& ")],
    ["wrapped hex", wrap(hex, 20, "\n")],
    ["base64 of base64", btoa(base64)],
    ["base64url of base64url", Buffer.from(bytes.toString("base64url")).toString("base64url")],
    ["quoted-printable", value.replaceAll("=", "=3D")],
    ["quoted-printable with soft line breaks", wrap(value.replaceAll("=", "=3D"), 7, "=\r\n")],
    ["quoted-printable, every byte", hex.toUpperCase().replaceAll(/../g, "=$&")],
  ])("%s", (_, form) => {
    const redacted = redact(`before ${form} after`, value);
    expect(redacted).toMatch(new RegExp(`^before .{0,4}${MASK}.{0,4} after$`, "s"));
    expect(redacted).not.toContain(form);
  });

  test("base64 of base64, between neighbours", () => {
    for (const user of ["", "a", "ab", "abc", "abcd"])
      for (const end of ["", "x", "xy"]) {
        const text = btoa(`Basic ${btoa(`${user}:${value}${end}`)}`);
        const [start = "", rest = ""] = redact(text, value).split(MASK);
        expect(text.startsWith(start) && text.endsWith(rest)).toBe(true);
        expect(atob(atob(start.slice(0, start.length & ~3)).slice(6))).not.toContain("T");
        expect(rest.length).toBeLessThan(10);
      }
  });

  test.each([1, 4, 10, 60, 64, 76])("base64 wrapped at %i letters", (width) => {
    for (const end of ["\n", "\r\n", " ", "\n  "]) {
      const form = wrap(btoa(long), width, end);
      expect(redact(`<${form}>`, long)).toBe(`<${MASK}>`);
      expect(redact(JSON.stringify({ form }), long)).toBe(`{"form":"${MASK}"}`);
    }
  });

  const visible = (byte: number) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : ".");
  const dump = (bytes: Buffer, line: (offset: string, hex: string[], text: string) => string) =>
    Array.from({ length: Math.ceil(bytes.length / 16) }, (_, row) => {
      const part = [...bytes.subarray(16 * row, 16 * row + 16)];
      const digits = part.map((byte) => byte.toString(16).padStart(2, "0"));
      return line((16 * row).toString(16), digits, part.map(visible).join(""));
    }).join("\n");
  const pairsOf = (digits: string[], reversed = false) =>
    Array.from({ length: Math.ceil(digits.length / 2) }, (_, at) => {
      const [low = "", high = ""] = digits.slice(2 * at, 2 * at + 2);
      return reversed ? high + low : low + high;
    }).join(" ");
  const layouts: [string, (offset: string, digits: string[], text: string) => string][] = [
    [
      "hexdump -C",
      (offset, digits, text) =>
        `${offset.padStart(8, "0")}  ${[digits.slice(0, 8), digits.slice(8)]
          .map((half) => half.join(" "))
          .join("  ")
          .padEnd(48)}  |${text}|`,
    ],
    ["xxd", (offset, digits, text) => `${offset.padStart(8, "0")}: ${pairsOf(digits).padEnd(40)} ${text}`],
    ["hexdump", (offset, digits) => `${offset.padStart(7, "0")} ${pairsOf(digits, true)}`],
    [
      "od -tx1",
      (offset, digits) => `${Number.parseInt(offset, 16).toString(8).padStart(7, "0")} ${digits.join(" ")}`,
    ],
    [
      "Wireshark",
      (offset, digits, text) => `${offset.padStart(4, "0")}  ${digits.join(" ").padEnd(48)}  ${text}`,
    ],
  ];

  describe.each(layouts)("a dump as of %s", (_, line) => {
    test.each([0, 1, 5, 13, 14, 15, 16])("behind %i bytes", (before) => {
      for (const encoding of ["utf8", "utf16le"] as const) {
        const whole = Buffer.concat([
          Buffer.alloc(before, "-"),
          Buffer.from(value, encoding),
          Buffer.alloc(22, "-"),
        ]);
        const text = dump(whole, line);
        for (const shown of [redact(text, value), JSON.parse(redact(JSON.stringify(text), value))]) {
          expect(shown).toContain(MASK);
          const beside = shown.replaceAll(/^\S+|[0-9a-f ]{10,}/gm, "");
          for (const piece of ["hunt", "ter2", "h.u.", "Tk-9"]) expect(beside).not.toContain(piece);
          for (const two of ["6875", "68 75", "7568", "68 00", "0068"]) expect(shown).not.toContain(two);
        }
      }
    });
  });

  test("across two lines of a header", () => {
    const echo = (headers: Record<string, string>, secret: string) =>
      Object.values(redactorOf(secret).response({ headers, body: "", truncated: false }).headers);
    expect(echo({ a: "x hunter", b: "2222 y" }, "hunter2222")).toEqual([`x ${MASK}`, `${MASK} y`]);
    expect(echo({ a: "hunter, 2222", b: "y" }, "hunter2222")).toEqual([MASK, "y"]);
    expect(echo({ a: "one, two,three" }, "one,two,three")).toEqual([MASK]);
  });

  test.each([
    ["a plain one, reversed", [...value].reverse().join("")],
    ["a part", value.slice(1)],
    ["another number in a dump", "00000000  54 6b 2d 39 66 5b 2b 71 2f 68 75 6e 74 65 72"],
  ])("what is none stays: %s", (_, text) => {
    expect(redact(text, value)).toBe(text);
  });
});

describe("a secret of four to seven bytes", () => {
  test.each([
    ["in its own case, also within words", "Pass", "xPassword", `x${MASK}word`],
    ["in another case alone", "Pass", "pass PASS (pAss)", `${MASK} ${MASK} (${MASK})`],
    ["in another case within words: it stays", "Pass", "password bypass", "password bypass"],
    ["across white space: it stays", "heca", "the cat", "the cat"],
    ["in hex with colons", "Pass", "50:61:73:73", MASK],
  ])("%s", (_, value, text, masked) => {
    expect(redact(text, value)).toBe(masked);
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
  const answer = { headers: { a: "hunter22" }, body: "ok", truncated: false };
  expect(redactor.response(answer)).toEqual({ headers: { a: MASK }, body: "ok", truncated: false });
  const other = { headers: { a: "b" }, body: "hunter22", truncated: false };
  expect(redactor.response(other).headers).toBe(other.headers);
});

test("nothing of a redactor prints its secrets", () => {
  const redactor = redactorOf("hunter22");
  expect(inspect(redactor, { depth: 9, showHidden: true }) + JSON.stringify(redactor)).not.toContain(
    "hunter22",
  );
});

test("nothing is made before the first answer: most channels of a start get none", () => {
  const secret = new Secret("s3cret-value");
  const reveal = vi.spyOn(secret, "reveal");
  const redactor = createRedactor([secret]);
  expect(reveal).not.toHaveBeenCalled();
  expect(redactor.text("It said s3cret-value.")).toBe(`It said ${MASK}.`);
});
