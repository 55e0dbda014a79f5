import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Api, type Channel, connect, type Page, type Problem } from "../../support/api.ts";
import { inDatabase } from "../../support/database.ts";
import { startTocsin, type Tocsin } from "../../support/server.ts";

let tocsin: Tocsin;
let api: Api;

beforeAll(async () => {
  tocsin = await startTocsin();
  api = connect(tocsin);
});

afterAll(() => tocsin[Symbol.asyncDispose]());

const path = "/api/v1/channels";
/** Nobody listens there, so that saving has nothing to look at. */
const url = "http://127.0.0.1:9/hook?a=1";
const create = (body: unknown) =>
  api.request<Channel & Problem & { signing_secret: string }>("POST", path, { body });
const read = (id: string) => api.get<Channel>(`${path}/${id}`);
const patch = (id: string, body: unknown) =>
  api.request<Channel & Problem>("PATCH", `${path}/${id}`, { body });

const utc = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
const whsec = /^whsec_[A-Za-z0-9+/]{43}=$/;

describe("POST", () => {
  test("201 with the channel, its defaults and, this once, its signing secret", async () => {
    const answer = await create({ name: "  Jira  ", url });
    expect(answer.status).toBe(201);
    const { id, signing_secret } = answer.body;
    expect(answer.headers.get("location")).toBe(`${path}/${id}`);
    const shown = {
      id: expect.stringMatching(/^chn_[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/),
      name: "Jira",
      enabled: true,
      health: "healthy",
      disabled_reason: null,
      url,
      verify_ssl: true,
      url_secrets: [],
      auth: { type: "none" },
      headers: [],
      format: { type: "alert" },
      certificate: { pinned: null, offered: null },
      retry_schedule: [5, 30, 120, 600, 1800, 7200, 21600, 43200],
      max_in_flight: 16,
      auto_disable: true,
      version: 1,
      created_at: utc,
      updated_at: utc,
    };
    expect(answer.body).toEqual({ ...shown, signing_secret: expect.stringMatching(whsec) });
    expect(Buffer.from(signing_secret.slice("whsec_".length), "base64")).toHaveLength(32);
    expect((await read(id)).body).toEqual(shown);
  });

  test("what is given counts", async () => {
    const limits = { retry_schedule: [1, 604_800], max_in_flight: 256, auto_disable: false };
    const given = { name: "Given", url, enabled: false, ...limits };
    expect((await create(given)).body).toMatchObject(given);
  });

  test("each channel has a secret of its own", async () => {
    const [one, other] = await Promise.all([api.createChannel({ url }), api.createChannel({ url })]);
    expect(one.signing_secret).not.toBe(other.signing_secret);
  });

  test.each<[string, object, string, RegExp]>([
    ["no name", { url }, "name", /^Name is required\.$/],
    ["a long name", { name: "x".repeat(101), url }, "name", /at most 100 characters\.$/],
    ["no URL", { name: "No URL" }, "url", /^URL is required\.$/],
    [
      "a URL of no kind that is sent to",
      { name: "A", url: "ftp://example.com" },
      "url",
      /https:\/\/ or http:\/\/\.$/,
    ],
    ["a URL with a user", { name: "A", url: "https://ada:pw@example.com/" }, "url", /user name or password/],
    ["a URL with a fragment", { name: "A", url: "https://example.com/#a" }, "url", /fragment/],
    [
      "a placeholder without a value",
      { name: "A", url: "https://example.com/{{T}}" },
      "url",
      /^\{\{T\}\} has no row below/,
    ],
    ["a delay of 0", { name: "A", url, retry_schedule: [5, 0] }, "retry_schedule[1]", /at least 1 second\.$/],
    [
      "13 delays",
      { name: "A", url, retry_schedule: Array(13).fill(1) },
      "retry_schedule",
      /at most 12 delays\.$/,
    ],
    ["nothing in flight", { name: "A", url, max_in_flight: 0 }, "max_in_flight", /at least 1\.$/],
    ["a status that is no boolean", { name: "A", url, enabled: "no" }, "enabled", /true or false\.$/],
    ["an unknown member", { name: "A", url, retries: 3 }, "retries", /^"retries" is not a known field/],
    [
      "a member that only Tocsin sets",
      { name: "A", url, version: 1 },
      "version",
      /^"version" is not a known field/,
    ],
  ])("%s is 422 at its path, and nothing is made", async (_, body, at, message) => {
    const count = await countChannels();
    const answer = await create(body);
    expect(answer.status).toBe(422);
    expect(answer.headers.get("content-type")).toBe("application/problem+json");
    expect(answer.body).toMatchObject({ type: "about:blank", title: "Invalid input", status: 422 });
    expect(answer.body.issues).toEqual([{ path: at, message: expect.stringMatching(message) }]);
    expect(await countChannels()).toBe(count);
  });

  test("all faults are told at once", async () => {
    const { body } = await create({ url: "x", max_in_flight: 0, nmae: "A" });
    expect(body.issues?.map((issue) => issue.path).sort()).toEqual(["max_in_flight", "name", "nmae", "url"]);
  });

  test.each(["[]", "null", '"Jira"', "7"])("%s is 422 with a sentence", async (body) => {
    const answer = await create(body);
    expect(answer.status).toBe(422);
    expect(answer.body.detail).toMatch(/^[A-Z][^:]+\.$/);
  });

  test("a name that is taken, in whatever case, is 422 at `name`", async () => {
    await create({ name: "École", url });
    for (const name of ["École", "éCOLE", "  École ", "E\u0301cole"]) {
      const answer = await create({ name, url });
      expect(answer.status).toBe(422);
      expect(answer.body.issues).toEqual([
        { path: "name", message: 'A channel is already named "École": choose another name.' },
      ]);
    }
  });

  test("of two at the same time with one name, one is made", async () => {
    const answers = await Promise.all([1, 2, 3].map(() => create({ name: "At once", url })));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 422, 422]);
  });
});

describe("PATCH", () => {
  test("changes what is given, keeps the rest, and counts the version", async () => {
    const { signing_secret: _, ...before } = await api.createChannel({ url });
    const answer = await patch(before.id, { enabled: false, max_in_flight: 2 });
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({
      ...before,
      enabled: false,
      health: "disabled",
      max_in_flight: 2,
      version: 2,
      updated_at: utc,
    });
    expect((await read(before.id)).body).toEqual(answer.body);
  });

  test("takes what was read, changed and sent back whole", async () => {
    const { id } = await api.createChannel({ url });
    const { body } = await read(id);
    const answer = await patch(id, { ...body, enabled: false });
    expect(answer.body).toEqual({ ...body, enabled: false, health: "disabled", version: 2, updated_at: utc });
  });

  test("of another channel's id is 422", async () => {
    const { id } = await api.createChannel({ url });
    const answer = await patch(id, { id: "chn_1", enabled: false });
    expect(answer.status).toBe(422);
    expect(answer.body.issues).toMatchObject([{ path: "id" }]);
    expect((await read(id)).body).toMatchObject({ enabled: true, version: 1 });
  });

  test("may give the version that it was made from", async () => {
    const { id } = await api.createChannel({ url });
    expect((await patch(id, { version: 1, enabled: false })).body).toMatchObject({ version: 2 });
  });

  test("from an old version is 409, and changes nothing", async () => {
    const { id } = await api.createChannel({ url });
    await patch(id, { max_in_flight: 2 });
    const before = (await read(id)).body;
    const answer = await patch(id, { version: 1, max_in_flight: 3 });
    expect(answer.status).toBe(409);
    expect(answer.body).toMatchObject({ title: "Conflict", detail: expect.stringMatching(/reload/) });
    expect((await read(id)).body).toEqual(before);
  });

  test("of two from the same version, one is taken", async () => {
    const { id } = await api.createChannel({ url });
    const answers = await Promise.all([2, 3, 4].map((max) => patch(id, { version: 1, max_in_flight: max })));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
  });

  test.each<[object, string]>([
    [{ name: "" }, "name"],
    [{ url: "nowhere" }, "url"],
    [{ retry_schedule: ["5"] }, "retry_schedule[0]"],
    [{ id: "chn_1" }, "id"],
    [{ signing_secret: "whsec_x" }, "signing_secret"],
    [{ version: "1" }, "version"],
  ])("%j is 422 at %s, and changes nothing", async (changes, at) => {
    const { id } = await api.createChannel({ url });
    const before = (await read(id)).body;
    const answer = await patch(id, { max_in_flight: 5, ...changes });
    expect(answer.status).toBe(422);
    expect(answer.body.issues).toMatchObject([{ path: at }]);
    expect((await read(id)).body).toEqual(before);
  });

  test("to a name that is taken is 422; to its own in another case it is fine", async () => {
    const { id } = await api.createChannel({ name: "Mine", url });
    await api.createChannel({ name: "Theirs", url });
    expect((await patch(id, { name: "THEIRS" })).status).toBe(422);
    expect((await patch(id, { name: "MINE" })).body).toMatchObject({ name: "MINE" });
  });
});

test("DELETE is 204 without a body, then 404", async () => {
  const { id } = await api.createChannel({ url });
  const answer = await api.request("DELETE", `${path}/${id}`);
  expect([answer.status, answer.body]).toEqual([204, ""]);
  for (const method of ["GET", "DELETE"])
    expect((await api.request(method, `${path}/${id}`)).status).toBe(404);
  expect((await patch(id, { enabled: true })).status).toBe(404);
});

describe("the list", () => {
  let made: Channel[];

  beforeAll(async () => {
    for (const { id } of await allChannels()) await api.request("DELETE", `${path}/${id}`);
    made = [];
    for (const name of ["A", "B", "C", "D", "E"])
      made.unshift(await api.createChannel({ name, url, enabled: name !== "C" }));
  });

  const list = (query: string) => api.get<Page<Channel> & Problem>(`${path}${query}`);

  test("newest first, without secrets", async () => {
    const { body } = await list("");
    expect(body).toEqual({ data: made.map(({ id }) => expect.objectContaining({ id })), next_cursor: null });
    expect(JSON.stringify(body)).not.toMatch(/whsec|signing_secret/);
  });

  test("page by page, each row once", async () => {
    const sizes: number[] = [];
    const names: string[] = [];
    let cursor: string | null = "";
    while (cursor !== null) {
      const { body }: { body: Page<Channel> } = await list(`?limit=2${cursor && `&cursor=${cursor}`}`);
      sizes.push(body.data.length);
      names.push(...body.data.map(({ name }) => name));
      cursor = body.next_cursor;
    }
    expect(sizes).toEqual([2, 2, 1]);
    expect(names).toEqual(["E", "D", "C", "B", "A"]);
  });

  test("a page that the rows just fill is the last", async () => {
    expect((await list("?limit=5")).body.next_cursor).toBeNull();
  });

  test.each([
    ["?enabled=false", ["C"]],
    ["?enabled=true&limit=2", ["E", "D"]],
    ["?health=disabled", ["C"]],
    ["?health=healthy&limit=2", ["E", "D"]],
    ["?health=failing", []],
    ["?health=refusing", []],
    ["?name=b", ["B"]],
    ["?name=nowhere", []],
  ])("%s", async (query, names) => {
    expect((await list(query)).body.data.map(({ name }) => name)).toEqual(names);
  });

  test.each([
    ["?limit=0", "limit", "limit must be at least 1."],
    ["?limit=101", "limit", "limit must be at most 100."],
    ["?limit=ten", "limit", "limit must be a whole number from 1 to 100."],
    ["?limit=", "limit", "limit must be a whole number from 1 to 100."],
    ["?limit=1e1", "limit", "limit must be a whole number from 1 to 100."],
    ["?limit=2&limit=3", "limit", "limit is given twice: give it once."],
    ["?limit=1.5", "limit", "limit must be a whole number from 1 to 100."],
    ["?enabled=yes", "enabled", "enabled is true or false."],
    ["?health=ill", "health", "health is one of healthy, failing, refusing, disabled."],
    ["?cursor=nowhere", "cursor", "Use next_cursor of the page before, or leave it out to start anew."],
    ["?state=pending", "state", '"state" is not a known field: check its spelling or leave it out.'],
  ])("%s is 422", async (query, at, message) => {
    const answer = await list(query);
    expect(answer.status).toBe(422);
    expect(answer.body.issues).toEqual([{ path: at, message }]);
  });
});

describe("the signing secret", () => {
  test("is in no later answer, no log line, no audit row and not in clear on the disk", async () => {
    const { id, name, signing_secret } = await api.createChannel({ url });
    await patch(id, { enabled: false });
    const answers = [await read(id), await api.get(path), await patch(id, { enabled: true })];
    const audit = inDatabase(tocsin.dataDir, (sqlite) => sqlite.prepare("SELECT * FROM audit").all());
    expect(JSON.stringify(audit)).toContain(name);
    const seen = [
      JSON.stringify(answers),
      JSON.stringify(audit),
      tocsin.output(),
      ...filesOf(tocsin.dataDir),
    ];
    const secret = signing_secret.slice("whsec_".length);
    for (const text of seen) {
      expect(text.includes(secret)).toBe(false);
      expect(text.includes(Buffer.from(secret, "base64").toString("latin1"))).toBe(false);
    }
  });
});

test("each change is in the audit log, with who made it", async () => {
  const { id, name } = await api.createChannel({ url });
  await patch(id, { max_in_flight: 3 });
  await api.request("POST", `${path}/${id}/rotate-signing-secret`);
  await api.request("DELETE", `${path}/${id}`);
  const rows = inDatabase(tocsin.dataDir, (sqlite) =>
    sqlite.prepare("SELECT * FROM audit WHERE target_id = ? ORDER BY seq").all(id),
  );
  const by = { actor_kind: "api_key", actor_id: expect.stringMatching(/^key_/), actor_name: "Tests" };
  expect(rows).toMatchObject([
    { ...by, action: "channels.create", target_name: name },
    { ...by, action: "channels.update", details: expect.stringContaining('"maxInFlight":3') },
    { ...by, action: "channels.rotate-signing-secret", target_name: name, details: null },
    { ...by, action: "channels.delete" },
  ]);
});

async function allChannels(): Promise<Channel[]> {
  return (await api.get<Page<Channel>>(`${path}?limit=100`)).body.data;
}

const countChannels = async (): Promise<number> => (await allChannels()).length;

const filesOf = (folder: string): string[] =>
  readdirSync(folder).map((name) => readFileSync(join(folder, name), "latin1"));
