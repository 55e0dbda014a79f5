const MIB = 1024 * 1024;

export const TITLED = '{"alert_title":"Disk full"}';

/** A post that is refused, and how. */
export type Refused = {
  status: number;
  name: string;
  detail: RegExp;
  /** What stands in the Authorization header instead of a key that may post. */
  as?:
    | "none"
    | "basic"
    | "bare"
    | "unknown"
    | "mistyped"
    | "revoked"
    | "expired"
    | "reader"
    | "elsewhere"
    | "here"
    | "spent"
    | "spentReader";
  headers?: Record<string, string>;
  body?: string | Uint8Array;
  /** The body's length is not announced. */
  chunked?: boolean;
  /** The post carries the webhook-id of an event of ours. */
  loop?: boolean;
  /** The paths of the issues; none where no field is at fault. */
  paths?: string[];
};

const refused = (
  status: number,
  name: string,
  detail: RegExp,
  post: Omit<Refused, "status" | "name" | "detail">,
): Refused => ({ status, name, detail, ...post });

const type = (value: string) => ({ headers: { "content-type": value } });
const encoded = (value: string) => ({ headers: { "content-encoding": value } });
const key = (value: string) => ({ headers: { "idempotency-key": value } });
const hops = (value: string) => ({ headers: { "tocsin-hops": value } });
const ndjson = type("application/x-ndjson");
const bytes = (latin1: string) => ({ body: Buffer.from(latin1, "latin1") });
const tooMuch = TITLED.padEnd(MIB + 1);
const farTooMuch = TITLED.padEnd(3 * MIB);
const other = (idempotencyKey: string) => `{"alert_title":"Other","idempotency_key":"${idempotencyKey}"}`;
const deep = `{"alert_title":"A","details":${'{"a":'.repeat(50_000)}1${"}".repeat(50_000)}}`;
const tooMany = JSON.stringify(Array(1_001).fill({ alert_title: "A" }));

const noJson = /^The body is not valid JSON: /;
const notTaken = /^Send Content-Type: application\/json/;
const tooLarge = /1,048,576 bytes/;
const stored = (path: string) => new RegExp(`^Nothing was stored: ${path.replace(/[[\]]/g, "\\$&")}: .+\\.$`);

/** Each refusal of the ingest; the idempotency key "used" belongs to a post of other content. */
export const REFUSALS: Refused[] = [
  refused(401, "no key", /^Send an API key: /, { as: "none" }),
  refused(401, "another scheme", /^Send an API key: /, { as: "basic" }),
  refused(401, "a scheme without a key", /^Send an API key: /, { as: "bare" }),
  refused(401, "an unknown key", /unknown or was revoked\.$/, { as: "unknown" }),
  refused(401, "a mistyped key", /^This is no whole API key: copy it again/, { as: "mistyped" }),
  refused(401, "a revoked key", /unknown or was revoked\.$/, { as: "revoked" }),
  refused(401, "an expired key", /has expired: ask an admin for a new one\.$/, { as: "expired" }),

  refused(403, "a key that may do all but post", /lacks the scope "ingest"/, { as: "reader" }),
  refused(403, "a key for other addresses", /may not be used from 127\.0\.0\.1:/, { as: "elsewhere" }),
  refused(403, "a key for these addresses, through a proxy", /a proxy \(it has via\)/, {
    as: "here",
    headers: { via: "1.1 proxy" },
  }),

  refused(
    429,
    "a key that has made its requests",
    /^This API key may make 1 request per minute and has made/,
    {
      as: "spent",
    },
  ),

  refused(415, "a form", notTaken, type("application/x-www-form-urlencoded")),
  refused(415, "plain text", notTaken, type("text/plain")),
  refused(415, "no type", notTaken, type("")),
  refused(415, "a longer type", notTaken, type("application/json5")),
  refused(415, "Latin-1", /UTF-8/, type("application/json; charset=latin1")),
  refused(415, "gzip", /Content-Encoding/, encoded("gzip")),
  refused(415, "any encoding, identity too", /Content-Encoding/, encoded("identity")),

  refused(413, "a byte more than 1 MiB, announced", tooLarge, { body: tooMuch }),
  refused(413, "a byte more than 1 MiB, chunked", tooLarge, { body: tooMuch, chunked: true }),
  refused(413, "3 MiB, announced", tooLarge, { body: farTooMuch }),
  refused(413, "3 MiB, chunked", tooLarge, { body: farTooMuch, chunked: true }),

  refused(400, "no body", noJson, { body: "" }),
  refused(400, "broken JSON", noJson, { body: '{"alert_title":' }),
  refused(400, "two documents", noJson, { body: `${TITLED}\n${TITLED}` }),
  refused(400, "UTF-16", noJson, { body: Buffer.from(TITLED, "utf16le") }),
  refused(400, "a broken line of NDJSON", /^Line \[1\] is not valid JSON/, {
    ...ndjson,
    body: `${TITLED}\n\n{`,
    paths: ["[1]"],
  }),
  refused(400, "a byte that is no UTF-8", /not valid UTF-8/, bytes('{"alert_title":"\xff"}')),
  refused(400, "a surrogate as bytes", /not valid UTF-8/, bytes('{"alert_title":"\xed\xa0\x80"}')),
  refused(400, "a character cut off at the end", /not valid UTF-8/, bytes('{"alert_title":"\xc3')),

  ...invalid("no title", "{}", "alert_title"),
  ...invalid("no title for an id that is not known", '{"alert_id":"nowhere"}', "alert_title"),
  ...invalid("an unknown key", '{"alert_title":"A","titel":1}', "titel"),
  ...invalid("a key named __proto__", '{"alert_title":"A","__proto__":{}}', "__proto__"),
  ...invalid("half of a surrogate pair", '{"alert_title":"\\ud83d"}', "alert_title"),
  ...invalid("an alert_id of ..", '{"alert_title":"A","alert_id":".."}', "alert_id"),
  ...invalid("a local time", '{"alert_title":"A","occurred_at":"2026-11-24T06:22:48"}', "occurred_at"),
  ...invalid("details deeper than anything", deep, "details"),
  ...invalid("one bad alert among good ones", `[${TITLED},{"alert_title":7},${TITLED}]`, "[1].alert_title"),
  ...invalid("an alert_id of Tocsin's own", '{"alert_title":"A","alert_id":"tocsin:disk"}', "alert_id"),
  ...invalid("an alert_id that ends in a space", '{"alert_title":"A","alert_id":"a "}', "alert_id"),
  ...invalid(
    "an integer that can't be kept",
    '{"alert_title":"A","details":{"a":[9007199254740993]}}',
    "details.a[0]",
  ),
  ...invalid("one alert of an array without a title", `[${TITLED},{"alert_id":"x"}]`, "[1].alert_title"),
  ...invalid("a null in an array", `[${TITLED},null]`, "[1]"),
  ...invalid("a bad line of NDJSON", `${TITLED}\n\n{"alert_title":7}\n`, "[1].alert_title", ndjson),
  refused(422, "several faults", /\(and 1 more\)$/, {
    body: '{"alert_title":"","priority":"high"}',
    paths: ["alert_title", "priority"],
  }),
  refused(422, "no alert in an array", /^There is no alert in the body/, { body: "[]" }),
  refused(422, "no alert in NDJSON", /^There is no alert in the body/, { ...ndjson, body: "\n \n" }),
  refused(422, "1,001 alerts", /at most 1,000 alerts; this one has 1001/, { body: tooMany }),
  refused(422, "an idempotency key in header and field", /not both/, {
    ...key("k"),
    body: other("k"),
    paths: ["idempotency_key"],
  }),
  refused(422, "an Idempotency-Key for several alerts", /stands for one alert/, {
    ...key("k"),
    body: `[${TITLED},${TITLED}]`,
  }),
  refused(422, "an empty Idempotency-Key", /must not be empty\.$/, {
    ...key(""),
    paths: ["Idempotency-Key"],
  }),

  refused(409, "an idempotency key used for other content", stored("idempotency_key"), {
    ...key("used"),
    body: '{"alert_title":"Other"}',
    paths: ["idempotency_key"],
  }),
  refused(409, "the same by field, in an array", stored("[1].idempotency_key"), {
    body: `[${TITLED},${other("used")}]`,
    paths: ["[1].idempotency_key"],
  }),
  refused(409, "two alerts of one array under one key", stored("[1].idempotency_key"), {
    body: `[{"alert_title":"A","idempotency_key":"twice"},${other("twice")}]`,
    paths: ["[1].idempotency_key"],
  }),
  refused(409, "a webhook of ours", /leads back to the ingest endpoint/, { loop: true }),
  refused(409, "the fifth hop", /came through 5 installations of Tocsin/, hops("5")),
  refused(409, "more hops, for each alert of a batch", /their channels lead in a circle/, {
    ...hops("12"),
    body: `[${TITLED},${TITLED}]`,
  }),
];

function invalid(name: string, body: string, path: string, more: Partial<Refused> = {}): Refused[] {
  return [refused(422, name, stored(path), { ...more, body, paths: [path] })];
}

const notEvenJson = "{".padEnd(MIB + 1);
const gzip = encoded("gzip");

/** Where several apply, the first of 401, 403, 429, 415, 413, 400, 422, 409 is told. */
export const PRECEDENCE: Refused[] = [
  refused(401, "before 415, 413 and 400", /./, { as: "none", ...gzip, body: notEvenJson }),
  refused(403, "before 415, 413 and 400", /./, { as: "reader", ...gzip, body: notEvenJson }),
  refused(403, "before 429", /lacks the scope/, { as: "spentReader" }),
  refused(429, "before 415, 413 and 400", /./, { as: "spent", ...gzip, body: notEvenJson }),
  refused(415, "before 413 and 400", /./, { ...gzip, body: notEvenJson }),
  refused(413, "before 400", /./, { body: notEvenJson }),
  refused(400, "before 422", /./, { ...ndjson, body: '{"titel":1}\n{', paths: ["[1]"] }),
  refused(422, "before 409 of the idempotency key", /./, {
    body: `[${other("used")},{"alert_id":"nowhere"}]`,
    paths: ["[1].alert_title"],
  }),
  refused(422, "before 409 of the hops", /./, { ...hops("5"), body: "{}", paths: ["alert_title"] }),
  refused(422, "before 409 of the loop", /./, { loop: true, body: "{}", paths: ["alert_title"] }),
];
