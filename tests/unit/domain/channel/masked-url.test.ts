import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { maskUrl, type UrlSecretRow } from "#lib/domain/channel/masked-url.ts";
import { areSentAlike, fillIn } from "#lib/domain/channel/sent-url.ts";
import { placeholdersOf } from "#lib/domain/placeholder.ts";

const at = "https://api.example.com";

/** Rows as they are typed: `{ TOKEN: "s3cret" }`; null is a saved one. */
const rowsOf = (values: Record<string, string | null>): UrlSecretRow[] =>
  Object.entries(values).map(([replacement, value]) => ({ replacement, value }));

const valuesOf = (rows: readonly UrlSecretRow[]): Map<string, string> =>
  new Map(rows.map(({ replacement, value }) => [replacement, value ?? ""]));

describe("every occurrence of a sensitive value becomes its placeholder", () => {
  test.each<[string, string, Record<string, string | null>, string]>([
    ["in the path", "/hook/s3cret", { TOKEN: "s3cret" }, "/hook/{{TOKEN}}"],
    ["in the query", "/hook?key=s3cret&a=1", { KEY: "s3cret" }, "/hook?key={{KEY}}&a=1"],
    ["as a query's name", "/hook?s3cret=1", { KEY: "s3cret" }, "/hook?{{KEY}}=1"],
    ["right behind the host", "?s3cret", { KEY: "s3cret" }, "/?{{KEY}}"],
    ["before an empty query", "/a/../s3cret?", { T: "s3cret" }, "/{{T}}"],
    ["more than once", "/s3cret/x/s3cret?a=s3cret", { T: "s3cret" }, "/{{T}}/x/{{T}}?a={{T}}"],
    ["within a word", "/pres3cretpost", { T: "s3cret" }, "/pre{{T}}post"],
    ["twice in a row", "/s3crets3cret", { T: "s3cret" }, "/{{T}}{{T}}"],
    ["from its own overlap on", "/ababab", { T: "abab" }, "/{{T}}ab"],
    [
      "a value that is a part of another",
      "/s3cret/s3cretlonger",
      { A: "s3cret", B: "s3cretlonger" },
      "/{{A}}/{{B}}",
    ],
    [
      "the same with the longer row first",
      "/s3cret/s3cretlonger",
      { B: "s3cretlonger", A: "s3cret" },
      "/{{A}}/{{B}}",
    ],
    ["a value in the middle of another", "/xs3crety/s3cret", { A: "s3cret", B: "xs3crety" }, "/{{B}}/{{A}}"],
    [
      "values that overlap: the first in the URL",
      "/aaaabbbbcccc/bbbbcccc",
      { A: "aaaabbbb", B: "bbbbcccc" },
      "/{{A}}cccc/{{B}}",
    ],
    ["several side by side", "/aaaabbbb", { A: "aaaa", B: "bbbb" }, "/{{A}}{{B}}"],
    ["of reserved characters", "/a/b?c=d&e=f;g,h", { P: "a/b?c=d&e", Q: ";g,h" }, "/{{P}}=f{{Q}}"],
    ["of characters that patterns know", "/(a+b)*[c].$^|x", { P: "(a+b)*[c].$^|" }, "/{{P}}x"],
    ["of $& and $1", "/a$&b$1c", { P: "$&b$1" }, "/a{{P}}c"],
    ["percent-encoded", "/a%20b%2Fc", { P: "%20b%2F" }, "/a{{P}}c"],
    ["of letters of any script", "/ключ🔔/x", { P: "ключ🔔" }, "/{{P}}/x"],
    ["of exactly four characters", "/abcd", { P: "abcd" }, "/{{P}}"],
    ["beside its placeholder typed by hand", "/{{T}}/s3cret", { T: "s3cret" }, "/{{T}}/{{T}}"],
    [
      "beside a replacement that also occurs in plain text",
      "/TOKEN/s3cret?TOKEN=1",
      { TOKEN: "s3cret" },
      "/TOKEN/{{TOKEN}}?TOKEN=1",
    ],
    [
      "and no other row's placeholder is read as text",
      "/{{LONGNAME}}/x-LONG",
      { LONGNAME: "s3cret", B: "x-LONG" },
      "/{{LONGNAME}}/{{B}}",
    ],
  ])("%s", (_, path, values, masked) => {
    const rows = rowsOf(values);
    expect(maskUrl(at + path, rows)).toEqual({ masked: at + masked, faults: [] });
    expect(areSentAlike(at + masked, at + path, valuesOf(rows))).toBe(true);
  });

  test("compared letter by letter: another case is other text", () => {
    expect(maskUrl(`${at}/S3CRET/s3cret`, rowsOf({ T: "s3cret" }))).toEqual({
      masked: `${at}/S3CRET/{{T}}`,
      faults: [],
    });
  });

  test("in one pass: what a replacement puts in is not searched again", () => {
    const { masked } = maskUrl(`${at}/aaaa/bbbb`, rowsOf({ A: "aaaa", B: "bbbb" }));
    expect(masked).toBe(`${at}/{{A}}/{{B}}`);
    expect(
      fillIn(
        masked,
        new Map([
          ["A", "{{B}}"],
          ["B", "bbbb"],
        ]),
      ),
    ).toBe(`${at}/{{B}}/bbbb`);
  });
});

describe("a saved row", () => {
  test("counts by its placeholder alone", () => {
    expect(maskUrl(`${at}/{{T}}/plain`, rowsOf({ T: null }))).toEqual({
      masked: `${at}/{{T}}/plain`,
      faults: [],
    });
  });

  test("without its placeholder is a fault at the row, whatever else the URL holds", () => {
    expect(maskUrl(`${at}/s3cret`, rowsOf({ T: null })).faults).toEqual([
      {
        row: 0,
        member: "value",
        message: "{{T}} does not occur in the URL: put it where the value belongs, or delete this row.",
      },
    ]);
  });
});

const HOST = "This value is also part of the host, which is always shown: it can't be protected.";
const SIGNS = "Write spaces, # \\ { and } in this value as %20, %23, %5C, %7B and %7D.";
const ENCODED =
  "The URL also holds this value in another spelling, which would be shown: spell both the same.";
const SHOWN = "A replacement contains this value and would show it: choose another replacement.";

describe("a row with a fault, at its value", () => {
  test.each<[string, string, Record<string, string | null>, number, string]>([
    [
      "in neither form",
      "/hook",
      { T: "s3cret" },
      0,
      "Neither this value nor {{T}} occurs in the URL: check it, or delete this row.",
    ],
    [
      "of a value that is longer than any pattern",
      "/hook",
      { T: "s".repeat(100_000) },
      0,
      "Neither this value nor {{T}} occurs in the URL: check it, or delete this row.",
    ],
    [
      "of a value that another one covers",
      "/s3cretlonger",
      { A: "s3cret", B: "s3cretlonger" },
      0,
      "Neither this value nor {{A}} occurs in the URL: check it, or delete this row.",
    ],
    [
      "the second of two",
      "/aaaa",
      { A: "aaaa", B: "bbbb" },
      1,
      "Neither this value nor {{B}} occurs in the URL: check it, or delete this row.",
    ],
    ["in the host", "/example.com", { T: "example" }, 0, HOST],
    ["in the host in another case", "/EXAMPLE", { T: "EXAMPLE" }, 0, HOST],
    ["in the scheme", "/https/x", { T: "https" }, 0, HOST],
    ["over the end of the scheme", "/s://x", { T: "s://" }, 0, HOST],
    ["with a space", "/{{T}}", { T: "a b c" }, 0, SIGNS],
    ["with a #", "/{{T}}", { T: "ab#cd" }, 0, SIGNS],
    ["with a backslash", "/{{T}}", { T: "ab\\cd" }, 0, SIGNS],
    ["with braces", "/{{T}}", { T: "{{T}}" }, 0, SIGNS],
    ["with one brace", "/{{T}}", { T: "abc}" }, 0, SIGNS],
    ["with a line break", "/{{T}}", { T: "ab\ncd" }, 0, SIGNS],
    ["with half a surrogate pair", "/{{T}}", { T: "abc\ud83d" }, 0, SIGNS],
    ["also percent-encoded", "/s3cret/s3cre%74", { T: "s3cret" }, 0, ENCODED],
    ["also with its percent-encoding in the other case", "/a%2Fbc/a%2fbc", { T: "a%2Fbc" }, 0, ENCODED],
    ["also not encoded", "/p%40ss?key=p@ss", { T: "p%40ss" }, 0, ENCODED],
    ["percent-encoded alone", "/p%C3%A4ss", { T: "päss" }, 0, ENCODED],
    ["percent-encoded beside its placeholder", "/{{T}}?key=p%40ss", { T: "p@ss" }, 0, ENCODED],
    ["in its own replacement", "/token", { my_token: "token" }, 0, SHOWN],
    ["in another's replacement", "/s3cret/aaaa", { A: "s3cret", s3cret_2: "aaaa" }, 0, SHOWN],
  ])("%s", (_, path, values, row, message) => {
    expect(maskUrl(at + path, rowsOf(values)).faults).toEqual([{ row, member: "value", message }]);
  });

  test("a port is a part of the host", () => {
    expect(maskUrl("https://api.example.com:8443/8443", rowsOf({ P: "8443" })).faults).toMatchObject([
      { row: 0, message: HOST },
    ]);
  });

  test("a value that also stands across the end of the host would be shown", () => {
    const value = "com/s3cret";
    const { masked, faults } = maskUrl(`${at}/s3cret?again={{T}}`, rowsOf({ T: value }));
    expect(faults.length > 0 || !masked.includes(value)).toBe(true);
  });
});

describe("a URL with a fault", () => {
  test.each<[string, string, Record<string, string | null>, string]>([
    ["an orphan placeholder", `${at}/{{T}}`, {}, "{{T}} has no row below: add one with its sensitive value."],
    [
      "an orphan beside one with a row",
      `${at}/{{A}}/{{B}}`,
      { A: "aaaa" },
      "{{B}} has no row below: add one with its sensitive value.",
    ],
    [
      "an orphan in another case",
      `${at}/{{A}}/{{a}}`,
      { A: "aaaa" },
      "{{a}} has no row below: add one with its sensitive value.",
    ],
    ["no name", `${at}/{{}}`, {}, "A placeholder is {{Name}} with letters, digits, _ and - only."],
    [
      "a name with a space in it, encoded",
      `${at}/{{a%20b}}`,
      {},
      "A placeholder is {{Name}} with letters, digits, _ and - only.",
    ],
    [
      "a name of 51 characters",
      `${at}/{{${"x".repeat(51)}}}`,
      {},
      "A placeholder is {{Name}} with letters, digits, _ and - only.",
    ],
    ["an open one", `${at}/{{T`, {}, "A placeholder is {{Name}} with letters, digits, _ and - only."],
    [
      "a placeholder as host",
      "https://{{HOST}}/x",
      { HOST: null },
      "A placeholder may stand in the path and query only, not in the host or port.",
    ],
    [
      "in the host",
      "https://{{SUB}}.example.com/x",
      { SUB: "s3cret" },
      "A placeholder may stand in the path and query only, not in the host or port.",
    ],
    [
      "as port",
      "https://example.com:{{PORT}}/x",
      { PORT: null },
      "A placeholder may stand in the path and query only, not in the host or port.",
    ],
    [
      "as user",
      "https://{{USER}}@example.com/x",
      { USER: null },
      "A placeholder may stand in the path and query only, not in the host or port.",
    ],
    [
      "as scheme",
      "{{SCHEME}}://example.com/x",
      { SCHEME: null },
      "Enter a URL that starts with https:// or http://.",
    ],
    [
      "as scheme's end",
      "http{{S}}://example.com/x",
      { S: null },
      "Enter a URL that starts with https:// or http://.",
    ],
    ["as the whole", "{{URL}}", { URL: null }, "Enter a URL that starts with https:// or http://."],
    [
      "a user",
      "https://ada@example.com/",
      {},
      "A URL can't hold a user name or password: enter them under Authentication.",
    ],
    [
      "a backslash that ends the host elsewhere",
      "https://example.com\\@evil.example/",
      {},
      "A URL has no backslashes: write / or %5C.",
    ],
    ["a fragment", `${at}/#{{T}}`, {}, "A #fragment is never sent: remove the # and everything after it."],
  ])("%s", (_, url, values, message) => {
    const { faults } = maskUrl(url, rowsOf(values));
    expect(faults.filter(({ row }) => row === null)).toEqual([{ row: null, member: "url", message }]);
  });

  test("the longest that is sent has 2,048 characters after filling in", () => {
    const start = `${at}/{{T}}/`;
    const url = (length: number) => start + "x".repeat(length - (start.length - "{{T}}".length) - 1_000);
    const rows = rowsOf({ T: "y".repeat(1_000) });
    expect(maskUrl(url(2_048), rows).faults).toEqual([]);
    expect(maskUrl(url(2_049), rows).faults).toEqual([
      { row: null, member: "url", message: "A URL may have at most 2,048 characters." },
    ]);
  });

  test("characters are counted as they are sent and values as people count them, whatever placeholders have", () => {
    const name = "N".repeat(50);
    const filled = `${at}//`.length;
    const rows = rowsOf({ [name]: "🔔".repeat(100) });
    const url = (length: number) =>
      `${at}/{{${name}}}/é${"x".repeat(length - filled - 100 - "%C3%A9".length)}`;
    expect(maskUrl(url(2_048), rows).faults).toEqual([]);
    expect(maskUrl(url(2_049), rows).faults).toHaveLength(1);
  });
});

test("names of placeholders are told once each", () => {
  expect([...placeholdersOf(`${at}/{{A}}/{{B-2}}?{{A}}={{_}}`)]).toEqual(["A", "B-2", "_"]);
});

describe("for any URL and rows that are sound", () => {
  /** Few letters, so that values overlap, repeat and hold one another all the time. */
  const letter = fc.constantFrom(
    "a",
    "b",
    "Z",
    "/",
    "?",
    "&",
    "=",
    "%2F",
    "%20",
    "%2e",
    ".",
    "+",
    "$",
    "^",
    "*",
    "(",
    "[",
    "é",
    "🔔",
    "_",
    "-",
  );
  const someText = fc.array(letter, { maxLength: 12 }).map((letters) => letters.join(""));
  const value = fc.array(letter, { minLength: 4, maxLength: 6 }).map((letters) => letters.join(""));
  const replacement = fc.stringMatching(/^[A-Zab_-]{1,6}$/);
  const given = fc
    .tuple(
      fc.uniqueArray(fc.record({ replacement, value }), { selector: (row) => row.replacement, maxLength: 5 }),
      fc.array(fc.tuple(someText, fc.nat()), { maxLength: 8 }),
    )
    .map(([rows, parts]) => {
      const path = parts.map(([text, index]) => text + (rows[index % rows.length]?.value ?? "")).join("");
      return { rows, url: `https://api.example.com/${path}` };
    });

  test("mask, then fill in, is sent as the URL itself", () => {
    let sound = 0;
    fc.assert(
      fc.property(given, ({ rows, url }) => {
        const { masked, faults } = maskUrl(url, rows);
        if (faults.length > 0) return;
        sound++;
        expect(areSentAlike(masked, url, valuesOf(rows))).toBe(true);
      }),
      { numRuns: 5_000 },
    );
    expect(sound).toBeGreaterThan(300);
  });

  test("the masked URL is what the URL parser writes, as with x in each value's place", () => {
    fc.assert(
      fc.property(given, ({ rows, url }) => {
        const { masked, faults } = maskUrl(url, rows);
        if (faults.length > 0) return;
        const shown = fillIn(masked, new Map(rows.map(({ replacement }) => [replacement, "x"])));
        const { origin, pathname, search } = new URL(shown);
        expect(shown).toBe(origin + pathname + search);
        const sent = new URL(fillIn(masked, valuesOf(rows)));
        const within = [...masked.matchAll(/\{\{([^}]+)\}\}/g)]
          .filter(({ index }) => !fillIn(masked.slice(0, index), valuesOf(rows)).includes("?"))
          .map(([, name = ""]) => (valuesOf(rows).get(name) ?? "").split("?")[0]?.split("/").length ?? 1);
        const segments = (path: string) => path.split("/").length;
        expect(segments(sent.pathname)).toBe(
          within.reduce((sum, count) => sum + count - 1, segments(pathname)),
        );
      }),
      { numRuns: 5_000 },
    );
  });

  test("the masked URL never contains a value", () => {
    let sound = 0;
    fc.assert(
      fc.property(given, ({ rows, url }) => {
        const { masked, faults } = maskUrl(url, rows);
        if (faults.length > 0) return;
        sound++;
        for (const row of rows) expect(masked).not.toContain(row.value);
      }),
      { numRuns: 5_000 },
    );
    expect(sound).toBeGreaterThan(300);
  });

  test("masking again changes nothing, with the values or with them saved", () => {
    fc.assert(
      fc.property(given, ({ rows, url }) => {
        const { masked, faults } = maskUrl(url, rows);
        if (faults.length > 0) return;
        expect(maskUrl(masked, rows)).toEqual({ masked, faults: [] });
        const saved = rows.map((row) => ({ ...row, value: null }));
        expect(maskUrl(masked, saved)).toEqual({ masked, faults: [] });
      }),
      { numRuns: 2_000 },
    );
  });

  test("the host is the one that was typed, and what is said of the URL names no value", () => {
    fc.assert(
      fc.property(given, ({ rows, url }) => {
        const { masked, faults } = maskUrl(url, rows);
        expect(masked).toMatch(/^https:\/\/api\.example\.com\//);
        // A name may hold a value by chance; a sentence must not say one otherwise.
        const said = faults.map(({ message }) => message.replaceAll(/\{\{[^}]*\}\}/g, "")).join(" ");
        for (const row of rows) expect(said).not.toContain(row.value);
      }),
      { numRuns: 2_000 },
    );
  });
});
