import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Api, type Channel, connect, type Page } from "../../support/api.ts";
import { tocsin as cli } from "../../support/cli.ts";
import { type Folder, temporaryFolder } from "../../support/folder.ts";
import { type Receiver, startReceiver } from "../../support/receiver.ts";
import { startTocsin, type Tocsin } from "../../support/server.ts";
import { until } from "../../support/until.ts";

let folder: Folder;
let tocsin: Tocsin;
let api: Api;
let receiver: Receiver;

beforeAll(async () => {
  folder = temporaryFolder();
  receiver = await startReceiver();
  tocsin = await startTocsin();
  api = connect(tocsin);
});
afterAll(async () => {
  await tocsin[Symbol.asyncDispose]();
  await receiver.stop();
  folder[Symbol.dispose]();
});

function apply(document: object, env: Record<string, string> = {}) {
  const file = join(folder.path, "config.yaml");
  writeFileSync(file, JSON.stringify(document));
  return cli(["apply", file], { dataDir: tocsin.dataDir, env });
}

const channels = async () => (await api.get<Page<Channel>>("/api/v1/channels?limit=100")).body.data;

const toOps = { rules: [{ name: "To Ops", channels: ["Ops"] }] };

test("a running app sends to what was applied, with its secrets, and no longer to what was deleted", async () => {
  const auth = { type: "token", token: `\${TOKEN}` };
  const ops = { name: "Ops", url: `${receiver.url}/ops`, auth, retry_schedule: [3_600] };
  expect(await apply({ channels: [ops], ...toOps }, { TOKEN: "token-1" })).toMatchObject({ code: 0 });
  const [made] = await until("the channel in the app", async () => {
    const all = await channels();
    return all.length > 0 && all;
  });
  const sent = await api.post({ alert_id: "disk", alert_title: "Disk full" });
  const channelId = made?.id ?? "";
  await api.waitForDelivery(sent.results[0]?.event_id ?? "", "delivered", { channelId });
  expect(receiver.requests.at(-1)).toMatchObject({
    path: "/ops",
    headers: { authorization: "Bearer token-1" },
  });

  receiver.answer = () => ({ status: 503 });
  const waiting = await api.post({ alert_id: "memory", alert_title: "Memory full" });
  const waits = waiting.results[0]?.event_id ?? "";
  await api.waitForDelivery(waits, "pending", { channelId, attempts: 1 });
  receiver.answer = () => ({ status: 200 });
  const night = { name: "Night", url: `${receiver.url}/night` };
  expect(await apply({ channels: [night], rules: [{ name: "All", channels: "all" }] })).toMatchObject({
    code: 0,
  });
  await api.waitForDelivery(waits, "cancelled", { channelId });
  await until("the other channel in the app", async () => (await channels())[0]?.name === "Night");
  const before = receiver.requests.length;
  await api.post({ alert_id: "cpu", alert_title: "CPU hot" });
  const [request] = (await receiver.waitFor(before + 1)).slice(before);
  expect(request?.path).toBe("/night");
});

test("addresses are judged by OUTBOUND, as the app judges them", async () => {
  const before = await channels();
  const inside = { name: "Inside", url: "https://10.0.0.1/hook" };
  const metadata = { name: "Metadata", url: "http://[::ffff:169.254.169.254]/" };
  const refused = await apply({ channels: [inside, metadata] }, { OUTBOUND: "public" });
  expect(refused).toMatchObject({ code: 1, stdout: "" });
  expect(refused.stderr).toContain(
    "channels[0] (Inside).url: 10.0.0.1 is refused (OUTBOUND=public excludes private",
  );
  expect(refused.stderr).toContain("channels[1] (Metadata).url: ");
  expect(await channels()).toEqual(before);
});

test("posts are accepted while 500 channels are applied", async () => {
  const many = Array.from({ length: 500 }, (_, index) => ({
    name: `Channel ${index}`,
    url: `${receiver.url}/${index}`,
    enabled: false,
  }));
  let applying = true;
  const applied = apply({ channels: many, rules: [] }).finally(() => {
    applying = false;
  });
  let posts = 0;
  while (applying) {
    await api.post({ alert_id: "disk", alert_title: "Disk full", description: `Post ${posts++}` });
  }
  expect(await applied).toMatchObject({ code: 0, stderr: "" });
  expect(posts).toBeGreaterThan(1);
}, 120_000);
