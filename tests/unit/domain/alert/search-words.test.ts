import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { matchOf, termsOf, termsOfWord } from "#db/queries/alert-search-terms.ts";
import { readText } from "#lib/domain/alert/search-text.ts";
import { findsAlert, type Searched, searchWords } from "#lib/domain/alert/search-words.ts";

const alertOf = (given: Partial<Searched>): Searched => ({
  alertId: "!",
  title: "",
  category: null,
  sourceName: null,
  ...given,
});

const finds = (typed: string, given: Partial<Searched>): boolean =>
  findsAlert(searchWords(typed), typed, alertOf(given));

const termsIn = (given: Partial<Searched>): Set<string> =>
  new Set(
    termsOf({ ...alertOf(given), status: "Open", priority: "Low" })
      .split(" ")
      .filter(Boolean),
  );

describe("the words of a text", () => {
  test.each([
    ["Disk almost full", ["disk", "almost", "full"]],
    ["db-3.eu_west: /var 97%", ["db", "3", "eu", "west", "var", "97"]],
    ["Übergröße ﬁle Łódź", ["ubergrosse", "file", "lodz"]],
    ["İstanbul ISTANBUL ıstanbul", ["istanbul", "istanbul", "istanbul"]],
    ["ΟΔΟΣ οδος", ["οδοσ", "οδοσ"]],
    ["ディスク満", ["デ", "ィ", "ス", "ク", "満"]],
    ["웹서버 down", ["웹", "서", "버", "down"]],
    ["CPU使用率90", ["cpu", "使", "用", "率", "90"]],
    ["🔥disk👍🏽 👨‍👩‍👧 ❤️", ["🔥", "disk", "👍", "👨", "👩", "👧", "❤"]],
    ["so\u00adft hy\u200bphen", ["soft", "hyphen"]],
    ["שָׁלוֹם", ["שלום"]],
    ['"; -- * ^ : \u0000', []],
    ["", []],
  ])("%j", (text, words) => {
    const read = readText(text);
    expect(read.atoms.map(({ start, end }) => read.text.slice(start, end))).toEqual(words);
  });
});

describe("what was typed finds a title, or doesn't", () => {
  test.each<[string, string, boolean]>([
    // Plain words: whole or by their beginning, in any case and order.
    ["FULL di", "Disk almost full", true],
    ["isk", "Disk almost full", false],
    ["disk empty", "Disk almost full", false],
    ["diskalmost", "Disk almost full", false],
    ["infrastructure", "Infrastructural change", false],
    ["SN471100000001", "Unit SN471100000001 hot", true],
    ["SN471100000001", "Unit SN471100000002 hot", false],
    ["9f86d081884c7d65", "sha 9f86d081884c7d659a2feaa0c55ad015", true],
    ["9f86d081884c7d66", "sha 9f86d081884c7d659a2feaa0c55ad015", false],
    // Accents, ß, dotted i, ligatures.
    ["strasse", "Straße", true],
    ["STRASSE", "straße gesperrt", true],
    ["Straße", "STRASSE", true],
    ["cafe", "Café", true],
    ["cafè", "CAFÉS", true],
    ["istanbul", "İSTANBUL", true],
    ["ŁÓDŹ", "lodz", true],
    ["バス", "パス", false],
    // Parts of ids and of CamelCase.
    ["service", "OrderService failed", true],
    ["serv order", "OrderServiceFailed", true],
    ["erservice", "OrderService failed", false],
    ["orderservice", "OrderService failed", true],
    ["OrderService", "order service failed", false],
    ["server", "HTTPServer", true],
    ["17", "node-17 is down", true],
    ["17", "node17 is down", true],
    ["7", "node17 is down", false],
    ["2", "a1b2c3", false],
    ["node", "node-17 is down", true],
    ["frontend", "web_frontend_3", true],
    ["frontend_3", "web_frontend_3", true],
    ["web_frontend", "web_frontend_3", true],
    ["frontend_3", "web_backend_3 frontend", false],
    ["end_3", "web_frontend_3", false],
    // Ids, addresses and paths: as one piece, from its beginning to its end.
    ["node-17", "node-17", true],
    ["node-1", "node-17", false],
    ["node-17", "17 node", false],
    ["node-17", "node 17", false],
    ["node-exp", "node-exporter is down", true],
    ["web_fr", "web_frontend_3", true],
    ["frontend-3", "web_frontend_3", false],
    ["disk-full", "Disk almost full", false],
    ["order-serv", "reorder-service", false],
    ["10.0.0.1", "10.0.0.1", true],
    ["10.0.0.1", "10.0.0.1:8080 refused", true],
    ["10.0.0.1", "http://10.0.0.1/x", true],
    ["10.0.0.1", "10.0.0.12", false],
    ["10.0.0.1", "110.0.0.1", false],
    ["10.0.0.1", "0.10.1.0", false],
    ["10.0.1", "10.0.0.1", false],
    ["10.0.0", "10.0.0.1", true],
    ["2001:DB8::1", "from 2001:db8::1", true],
    ["2001:db8::1", "from 2001:db8:1", false],
    ["/var/log", "/var/log/syslog is large", true],
    ["/var/log", "/var/lib/log", false],
    ["/var/log", "/var/logs", false],
    ["/var/lo", "/var/log", false],
    ["/var", "/mnt/var is full", false],
    ["var", "/mnt/var is full", true],
    ["/var/", "/var is full", true],
    ["C:\\Temp", "c:\\temp\\x", true],
    ["ada@example.com", "Login of ada@example.com failed", true],
    ["ada@example.com", "Login of ada@example.community failed", false],
    ["550e8400-e29b-41d4-a716-446655440000", "job 550e8400-e29b-41d4-a716-446655440000", true],
    ["550e8400-e29b-41d4-a716-446655440000", "job 550e8400-e29b-41d4-a716-446655440001", false],
    ["C++", "C++ build", true],
    ["C++", "C build", false],
    ["#12", "PR#12 merged", true],
    ["#12", "PR#123 merged", false],
    ["97%", "97% full", true],
    ["97%", "97 full", false],
    // Punctuation around what is typed says nothing.
    ['"disk",', "disk full", true],
    ["(full)", "disk full", true],
    ["node-", "node-17", true],
    ["10.0.0.", "10.0.0.1", true],
    ["disk - full", "disk full", true],
    ["can’t", "Can't connect", true],
    ["a–b", "a-b", true],
    ["-", "disk - full", false],
    [" ", "disk", false],
    // Scripts without spaces, and emoji.
    ["서버", "웹서버장애", true],
    ["버서", "웹서버장애", false],
    ["웹 장애", "웹서버장애", true],
    ["東京", "東京都庁", true],
    ["京東", "東京都庁", false],
    ["使用率", "CPU使用率", true],
    ["cpu使用", "CPU使用率", true],
    ["cpu使用", "GPU使用率", false],
    ["node-17", "node-17番", true],
    ["สุข", "ความสุข", true],
    ["🔥", "disk🔥down", true],
    ["❤️", "I ❤ ops", true],
    ["👍🏽", "👍", true],
    ["🔥", "🚒", false],
    ["🇩🇪", "Server 🇩🇪", true],
    ["диск", "ДИСК переполнен", true],
  ])("%j in %j: %j", (typed, title, found) => {
    expect(finds(typed, { title })).toBe(found);
    // The index lets through whatever is found.
    const terms = termsIn({ title });
    if (found)
      for (const term of searchWords(typed).flatMap(termsOfWord)) expect(isTrueOf(term, terms)).toBe(true);
  });

  test("each word in another field", () => {
    const alert = { title: "Disk full", category: "Storage", sourceName: "Grafana", alertId: "web-7" };
    expect(finds("graf stor full web-7", alert)).toBe(true);
    expect(finds("graf stor full web-8", alert)).toBe(false);
  });

  test("not a piece that two fields make together", () => {
    expect(finds("disk-storage", { title: "disk", category: "storage" })).toBe(false);
  });

  test.each(["+", "a b", "...", "%2F", "😀", '"*'])("the whole id %j", (alertId) => {
    expect(finds(` ${alertId} `, { alertId })).toBe(true);
    expect(finds(alertId, { alertId: "x" })).toBe(false);
  });
});

/** Whether an expression of `termsOfWord` is true of these terms: `"a"`, or `("a" OR "b")`. */
const isTrueOf = (expression: string, terms: ReadonlySet<string>): boolean =>
  (expression.match(/"[^"]*"/g) ?? []).some((term) => terms.has(term.slice(1, -1)));

const piece = fc.constantFrom(
  ..."a b ab disk Disk DiskFull node17 17 1 0 ß é İ ﬁ 서 버 東 京 ー デ 🔥 👍🏽 - _ . / \\ : :: # % + $ ' \" ! ( @ ~".split(
    " ",
  ),
  " ",
  "\u0000",
  "averylongwordofmorethantwelve",
  "HereAreMoreThanTwelveAndParts",
);
const text = fc.oneof(
  fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join("")),
  fc.string({ unit: "binary", maxLength: 30 }),
);

describe("of any text", () => {
  test("ASCII is read alike alone and beside other characters", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary-ascii", maxLength: 60 }), (ascii) => {
        const { text, atoms } = readText(ascii);
        const beside = readText(`${ascii} é`);
        expect(beside.text).toBe(`${text} e`);
        expect(beside.atoms.slice(0, -1)).toEqual(atoms);
      }),
      { numRuns: 1_000 },
    );
  });

  test("whatever of its words is typed, up to the whole of each, finds it", () => {
    fc.assert(
      fc.property(text, fc.nat(), (title, at) => {
        const read = readText(title);
        for (const { start, end, inner } of read.atoms)
          for (const from of [start, ...inner]) {
            const characters = [...read.text.slice(from, end)];
            const typed = characters.slice(0, 1 + (at % characters.length)).join("");
            expect(finds(typed, { title })).toBe(true);
          }
      }),
    );
  });

  test("what is between two of its spaces finds it", () => {
    fc.assert(
      fc.property(text, (title) => {
        for (const typed of title.split(/\s+/u))
          if (searchWords(typed).length > 0) expect(finds(typed, { title })).toBe(true);
      }),
    );
  });

  test("of plain words those find it that one of its words begins with, and no others", () => {
    const words = fc.array(fc.string({ unit: fc.constantFrom("a", "b", "c"), minLength: 1, maxLength: 15 }), {
      minLength: 1,
      maxLength: 4,
    });
    fc.assert(
      fc.property(words, words, (title, typed) => {
        const expected = typed.every((word) => title.some((one) => one.startsWith(word)));
        expect(finds(typed.join(" "), { title: title.join(" ") })).toBe(expected);
      }),
    );
  });

  test("of addresses those find it that stand in it as a whole, and no others", () => {
    const number = fc.constantFrom("1", "10", "0", "12");
    const address = fc.array(number, { minLength: 2, maxLength: 4 });
    fc.assert(
      fc.property(address, address, (title, typed) => {
        const expected = title.some((_, at) => typed.every((one, index) => title[at + index] === one));
        expect(finds(typed.join("."), { title: `at ${title.join(".")}, down` })).toBe(expected);
      }),
    );
  });

  test("what finds it stands in it", () => {
    fc.assert(
      fc.property(text, text, (title, typed) => {
        if (!finds(typed, { title })) return;
        for (const word of searchWords(typed)) expect(readText(title).text).toContain(word.text);
      }),
      { numRuns: 1_000 },
    );
  });

  test("the index lets through whatever is found", () => {
    fc.assert(
      fc.property(text, text, fc.nat(), fc.nat(), (title, other, from, length) => {
        const characters = [...title];
        const begin = from % (characters.length + 1);
        const part = characters.slice(begin, begin + 1 + (length % 12)).join("");
        const terms = termsIn({ title });
        for (const typed of [part, other]) {
          if (!finds(typed, { title })) continue;
          for (const term of searchWords(typed).flatMap(termsOfWord))
            expect(isTrueOf(term, terms)).toBe(true);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  test("FTS5 takes each of its terms as one", () => {
    fc.assert(
      fc.property(text, (title) => {
        const terms = termsIn({ title, alertId: title });
        for (const term of terms) expect(term).toMatch(/^[a-z0-9\u0080-\u{10ffff}]+$/u);
        expect(matchOf({ q: title || "x" })).toMatch(/^[a-zA-Z0-9 "()\u0080-\u{10ffff}]+$/u);
      }),
    );
  });
});

test("a text that is made to be expensive has a bounded number of terms", () => {
  const title = "aB".repeat(100);
  const terms = termsIn({ title });
  expect(terms.size).toBeLessThan(200 + 16 * 13 + 20);
});
