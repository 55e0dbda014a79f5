import { statSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { expect, test } from "vitest";
import { connect } from "../../support/api.ts";
import { temporaryFolder } from "../../support/folder.ts";
import { buildFolder, startNode } from "../../support/process.ts";
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
