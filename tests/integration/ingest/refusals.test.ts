import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newApiKey } from "#lib/token.ts";
import { type Api, apiOf, connect, createApiKey } from "../../support/api.ts";
import { inDatabase, type Stored, seqsById, stored } from "../../support/database.ts";
import { type RawAnswer, rawRequest } from "../../support/raw-request.ts";
import { startTocsin, type Tocsin } from "../../support/server.ts";
import { MOUNTS } from "./mounts.ts";
import { PRECEDENCE, REFUSALS, type Refused, TITLED } from "./refusals.ts";

const TITLES: Record<number, string> = {
  400: "Malformed request",
  401: "Not authenticated",
  403: "Not allowed",
  409: "Conflict",
  413: "Too large",
  415: "Unsupported media type",
  422: "Invalid input",
  429: "Too many requests",
};

const issue = (path: string) => ({ path, message: expect.stringMatching(/./) });

/** What each mount answered, to be compared in the end. */
const answers = new Map<string, RawAnswer[]>();

describe.each(MOUNTS)("%s", (_, program) => {
  let tocsin: Tocsin;
  let api: Api;
  let authorizations: Record<string, string>;
  let eventId: string;
  let before: Stored;

  beforeAll(async () => {
    tocsin = await startTocsin({ program });
    api = connect(tocsin);
    authorizations = await refusedKeys(tocsin);
    const first = await api.post({ alert_title: "Disk full" }, { "idempotency-key": "used" });
    eventId = first.results[0]?.event_id ?? "";
    before = stored(tocsin.dataDir);
  });

  afterAll(() => tocsin[Symbol.asyncDispose]());

  function send({ as, headers, body = TITLED, chunked = false, loop }: Partial<Refused>) {
    const authorization = as === undefined ? `Bearer ${api.key}` : authorizations[as];
    return rawRequest(tocsin.url, "/api/v1/alerts", {
      headers: {
        ...(authorization !== undefined && { authorization }),
        ...(loop && { "webhook-id": eventId }),
        "content-type": "application/json",
        ...(!chunked && { "content-length": String(Buffer.byteLength(body)) }),
        ...headers,
      },
      chunks: chunked ? piecesOf(body) : [body],
    });
  }

  test.each([...REFUSALS, ...PRECEDENCE])("$status: $name", async (refused) => {
    const answer = await send(refused);
    const { status, name, detail, paths } = refused;
    answers.set(`${status} ${name}`, [...(answers.get(`${status} ${name}`) ?? []), answer]);
    expect(JSON.parse(answer.body)).toEqual({
      type: "about:blank",
      title: TITLES[status],
      status,
      detail: expect.stringMatching(detail),
      ...(paths && { issues: paths.map(issue) }),
    });
    expect(answer.status).toBe(status);
    expect(answer.headers["content-type"]).toBe("application/problem+json");
    expect(stored(tocsin.dataDir)).toEqual(before);
  });

  test("401 says how to authenticate", async () => {
    expect((await send({ as: "none" })).headers["www-authenticate"]).toBe('Bearer realm="Tocsin"');
  });

  test("after all this it still takes an alert", async () => {
    expect(await api.post({ alert_title: "Disk full" })).toMatchObject({ accepted: 1 });
  });

  test.each([
    ["4", 4],
    ["0", 0],
    ["five", 0],
    ["-5", 0],
    ["5.0", 0],
    ["3, 3", 0],
  ])("tocsin-hops: %s counts as %i, for each alert of a batch", async (value, counted) => {
    const { results } = await api.post([{ alert_title: "A" }, { alert_title: "B" }], {
      "tocsin-hops": value,
    });
    for (const { event_id } of results)
      expect(
        inDatabase(tocsin.dataDir, (sqlite) =>
          sqlite
            .prepare("SELECT hops FROM events WHERE seq = ?")
            .pluck()
            .get(seqsById(sqlite, "evt").get(event_id)),
        ),
      ).toBe(counted);
  });
});

test("both mounts answer alike, to the byte", () => {
  expect(answers.size).toBe(REFUSALS.length + PRECEDENCE.length);
  const seen = (answer?: RawAnswer) => [answer?.status, answer?.headers["content-type"], answer?.body];
  for (const [name, [one, other]] of answers) expect(seen(one), name).toEqual(seen(other));
});

/** What is no key that may post, as it stands in the Authorization header. */
async function refusedKeys({ url, dataDir }: Tocsin): Promise<Record<string, string>> {
  const revoked = createApiKey(dataDir, ["ingest"], "Revoked");
  inDatabase(dataDir, (sqlite) => sqlite.exec("UPDATE api_keys SET revoked_at = 1 WHERE name = 'Revoked'"));
  const bounded = (bounds: Parameters<typeof createApiKey>[3]) =>
    createApiKey(dataDir, ["ingest"], "Bounded", bounds);
  const spent = bounded({ perMinute: 1 });
  await apiOf(url, spent).request("POST", "/api/v1/alerts", { body: {} });
  const spentReader = createApiKey(dataDir, ["read"], "Spent", { perMinute: 1 });
  await apiOf(url, spentReader).get("/api/v1/rules");
  return {
    basic: `Basic ${Buffer.from("ada:secret").toString("base64")}`,
    bare: "Bearer ",
    unknown: `Bearer ${newApiKey()}`,
    mistyped: `Bearer ${revoked.slice(0, -1)}`,
    revoked: `Bearer ${revoked}`,
    expired: `Bearer ${bounded({ expiresAt: Date.now() - 1 })}`,
    reader: `Bearer ${createApiKey(dataDir, ["read", "operate", "manage"])}`,
    elsewhere: `Bearer ${bounded({ addresses: ["192.0.2.0/24", "::1"] })}`,
    here: `Bearer ${bounded({ addresses: ["127.0.0.0/8"] })}`,
    spent: `Bearer ${spent}`,
    spentReader: `Bearer ${spentReader}`,
  };
}

function piecesOf(body: string | Uint8Array): Uint8Array[] {
  const bytes = Buffer.from(body);
  const size = 65_536;
  return Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
    bytes.subarray(index * size, (index + 1) * size),
  );
}
