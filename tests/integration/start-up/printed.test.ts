import { statSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { text } from "node:stream/consumers";
import { describe, expect, test } from "vitest";
import { connect } from "../../support/api.ts";
import { temporaryFolder } from "../../support/folder.ts";
import { buildFolder, startNode } from "../../support/process.ts";
import { rawRequest } from "../../support/raw-request.ts";
import { startReceiver } from "../../support/receiver.ts";
import { startTocsin } from "../../support/server.ts";
import { Visitor } from "../../support/visitor.ts";

test("what it makes in the data folder is for its own user only", async () => {
  using folder = temporaryFolder();
  const dataDir = join(folder.path, "data");
  await using _tocsin = await startTocsin({ dataDir });
  expect(statSync(dataDir).mode & 0o777).toBe(0o700);
  expect(statSync(join(dataDir, "secret.key")).mode & 0o777).toBe(0o600);
});

test("the set-up link is printed at any log level, and nothing else at the highest", async () => {
  using folder = temporaryFolder();
  const env = { PORT: "0", HOST: "127.0.0.1", DATA_DIR: folder.path, TOCSIN_BUILD_DIR: buildFolder };
  const child = startNode(["server.ts"], { ...env, LOG_LEVEL: "silent" });
  const lines: unknown[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    lines.push(JSON.parse(line));
    child.kill("SIGTERM");
  }
  expect(lines).toEqual([
    expect.objectContaining({
      level: 30,
      msg: expect.stringMatching(
        /^No user yet\. Make the first admin at http:\/\/127\.0\.0\.1:\d+\/setup\?token=[\w-]{43}$/,
      ),
    }),
  ]);
});

test("no secret is logged, at the lowest level, whatever happens", async () => {
  const password = "correct horse battery";
  const env = { LOG_LEVEL: "trace", ADMIN_EMAIL: "ada@example.com", ADMIN_PASSWORD: password };
  await using receiver = await startReceiver({ answer: () => ({ status: 500, body: "receiver says" }) });
  await using tocsin = await startTocsin({ env });
  const api = connect(tocsin);
  const { signing_secret } = await api.createChannel({
    url: `${receiver.url}/?key=in-the-url`,
    retry_schedule: [],
  });
  const { results } = await api.post({ alert_title: "of a private matter", description: "hunter2" });
  await api.waitForDelivery(results[0]?.event_id ?? "", "failed");
  const visitor = new Visitor(tocsin.url);
  await visitor.signIn("ada@example.com", password);
  await visitor.signIn("ada@example.com", "wrong horse battery");
  await api.request("POST", "/api/v1/alerts", { body: "{ hunter2" });
  await tocsin.stop();
  const cookie = visitor.cookies.get("tocsin-session") ?? "no cookie";
  const secrets = [
    password,
    "wrong horse",
    api.key,
    signing_secret,
    cookie,
    "hunter2",
    "private matter",
    "in-the-url",
  ];
  for (const secret of secrets) expect(tocsin.output()).not.toContain(secret);
});

test("its log is JSON lines with the address and the data folder", async () => {
  await using tocsin = await startTocsin();
  const line = await tocsin.waitForLog(({ msg }) => msg === "listening");
  expect(line).toMatchObject({ level: 30, part: "server", url: tocsin.url, data: tocsin.dataDir });
  expect(line.time).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
});

describe("every line that it prints is a JSON object, whatever it is sent", () => {
  const LINE = '{"level":30,"msg":"forged"}';
  const BREAKS = ["\n", "\r", "\r\n", "\u2028", "\u2029", "\u0085"];
  const forged = BREAKS.map((end) => `${end}${LINE}${end}`).join("x");
  const inAddress = encodeURIComponent(forged);

  type Sent = Parameters<typeof rawRequest>[2] & { path: string };
  const form = { "content-type": "application/x-www-form-urlencoded" };
  const action = (id: string, type = "text/plain;charset=UTF-8") => ({
    "next-action": id,
    "content-type": type,
  });
  const multipart = "multipart/form-data; boundary=x";
  const PROVOCATIONS: Sent[] = [
    { path: `/api/auth/signin?callbackUrl=${inAddress}`, method: "GET" },
    {
      path: `/api/auth/callback/credentials?callbackUrl=${inAddress}`,
      headers: form,
      chunks: [`callbackUrl=${inAddress}`],
    },
    {
      path: "/api/auth/csrf",
      method: "GET",
      headers: { cookie: `next-auth.callback-url=${inAddress}; tocsin-session=${inAddress}` },
    },
    { path: "/api/auth/_log", headers: form, chunks: [`level=error&code=${inAddress}&message=${inAddress}`] },
    { path: `/login?next=${inAddress}`, method: "GET", headers: { cookie: `tocsin-session=${inAddress}` } },
    { path: "/login", headers: action("0".repeat(42)), chunks: [JSON.stringify([forged])] },
    { path: "/login", headers: action("x"), chunks: [forged] },
    { path: "/login", headers: action("0".repeat(42), multipart), chunks: [`--x\r\n${forged}`] },
    {
      path: "/login",
      headers: { "content-type": multipart },
      chunks: ['--x\r\ncontent-disposition: form-data; name="$ACTION_ID_x"\r\n\r\n\r\n--x--\r\n'],
    },
    {
      path: "/login",
      headers: { "content-type": multipart },
      chunks: ['--x\r\ncontent-disposition: form-data; name="$ACTION_REF_1"\r\n\r\n\r\n--x--\r\n'],
    },
    { path: "/login", method: "GET", headers: { rsc: "1", "next-router-state-tree": inAddress } },
    { path: "/login", method: "GET", headers: { rsc: "1", "next-router-state-tree": "%5B" } },
    { path: `/_next/image?url=${inAddress}&w=1&q=1`, method: "GET" },
    { path: `/alerts/${inAddress}`, method: "GET" },
    { path: "/%ff", method: "GET" },
    { path: "/api/v1/alerts", headers: { via: inAddress }, chunks: [forged] },
    { path: "/login", method: "GET", headers: { "x-forwarded-for": inAddress, host: "[::1" } },
  ];

  test("requests that Next and next-auth complain of, warnings, and a stop", async () => {
    await using receiver = await startReceiver({ answer: () => ({ status: 500, body: forged }) });
    const env = { LOG_LEVEL: "trace", NODE_OPTIONS: "--pending-deprecation" };
    const tocsin = await startTocsin({
      env: { ...env, ADMIN_EMAIL: "ada@example.com", ADMIN_PASSWORD: "correct horse battery" },
    });
    const api = connect(tocsin);
    await api.createChannel({ url: receiver.url, retry_schedule: [] });
    const { results } = await api.post({ alert_title: forged });
    await api.waitForDelivery(results[0]?.event_id ?? "", "failed");
    for (const { path, ...sent } of PROVOCATIONS) await rawRequest(tocsin.url, path, sent);
    const visitor = new Visitor(tocsin.url);
    await visitor.signIn("ada@example.com", "correct horse battery");
    const rename = { file: "app/(console)/alerts/actions.ts", name: "changeStatus", page: "/alerts" };
    for (const sent of [forged, "$K1", "$@1", "$R1", "$i1", "$Q1", "$undefined"])
      await (await visitor.callAction(rename, [sent, sent])).text();
    await tocsin.stop();
    expectOnlyLogLines(tocsin.output());
    // They were provoked: Next complained of some.
    expect(tocsin.logs().some(({ part, level }) => part === "process" && Number(level) >= 40)).toBe(true);
  });

  test("a start that is refused", async () => {
    using folder = temporaryFolder();
    const child = startNode(["server.ts"], { DATA_DIR: folder.path, TRUSTED_PROXIES: forged });
    const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
    expect(stdout).toBe("");
    expectOnlyLogLines(stderr);
    expect(JSON.parse(stderr)).toMatchObject({
      level: 60,
      part: "server",
      msg: expect.stringMatching(/^Tocsin can't start: TRUSTED_PROXIES: /),
    });
  });

  function expectOnlyLogLines(printed: string): void {
    const lines = printed.split(/\r\n|[\n\r\u2028\u2029\u0085]/).filter((line) => line !== "");
    for (const line of lines) {
      expect(JSON.parse(line)).toMatchObject({ level: expect.any(Number), time: expect.any(String) });
      expect(line).not.toBe(LINE);
    }
  }
});
