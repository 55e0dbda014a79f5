import { join } from "node:path";
import { expect, test } from "vitest";
import { connect } from "../../support/api.ts";
import { inDatabase } from "../../support/database.ts";
import { temporaryFolder } from "../../support/folder.ts";
import { startReceiver } from "../../support/receiver.ts";
import { startTocsin } from "../../support/server.ts";
import { passingClock, setClock } from "../../support/shifted-clock.ts";
import { until } from "../../support/until.ts";
import { firing, idOf, prometheusOf } from "./posting.ts";

const MINUTE_MS = 60_000;

const STEP_MS = 20_000;

/**
 * Lets time pass on the server from `from` on (ms since 1970), until `isOver` says so. In steps that the server
 * notes: a longer one would be a time in which it took no posts.
 */
async function pass(
  { clock, dataDir }: { clock: string; dataDir: string },
  from: number,
  isOver: (at: number) => Promise<boolean>,
): Promise<void> {
  for (let at = from + STEP_MS; !(await isOver(at)); at += STEP_MS) {
    setClock(clock, at);
    await until("the step", async () => takenAt(dataDir) >= at || (await isOver(at)));
  }
}

/** When the server last noted that it takes posts. */
const takenAt = (dataDir: string) =>
  inDatabase(dataDir, (sqlite) =>
    Number(sqlite.prepare("SELECT value FROM installation WHERE name = 'posts_taken_at'").pluck().get()),
  );

const endOf = (dataDir: string, name: string) =>
  inDatabase(dataDir, (sqlite) =>
    sqlite.prepare("SELECT ends_at FROM alerts WHERE alert_id = ?").pluck().get(idOf(name)),
  ) as number;

test("an alert that is not sent again ends, also after a kill, but not for the time of the stop", async () => {
  using folder = temporaryFolder();
  const clock = join(folder.path, "clock");
  const options = { dataDir: join(folder.path, "data"), env: passingClock(clock) };
  await using receiver = await startReceiver();
  const began = Date.now();
  let end: number;
  {
    await using tocsin = await startTocsin(options);
    const api = connect(tocsin);
    await api.createChannel({ url: receiver.url });
    expect(await prometheusOf(tocsin)([firing("Gone", began + 8 * MINUTE_MS)])).toMatchObject({
      status: 200,
    });
    await receiver.waitFor(1);
    end = endOf(tocsin.dataDir, "Gone");
    expect(Math.abs(end - began - 8 * MINUTE_MS)).toBeLessThan(1_000);
    await tocsin.kill();
  }
  const restarted = began + 3 * 60 * MINUTE_MS;
  setClock(clock, restarted);
  await using tocsin = await startTocsin(options);
  const put = await until("the stop to be put on the end", async () => {
    const now = endOf(tocsin.dataDir, "Gone");
    return now > end ? now : undefined;
  });
  expect(Math.abs(put - end - 3 * 60 * MINUTE_MS)).toBeLessThan(MINUTE_MS);

  const { dataDir } = tocsin;
  const graceEnds = restarted + 10 * MINUTE_MS;
  await pass({ clock, dataDir }, restarted, async (at) => at > graceEnds - MINUTE_MS);
  expect((await connect(tocsin).alert(idOf("Gone"))).status).toBe("Open");

  const isSent = () => receiver.requests.some(({ rawBody }) => /Auto-Resolved/.test(`${rawBody}`));
  await pass({ clock, dataDir }, graceEnds - MINUTE_MS, async () => isSent());
  const { events, status } = await connect(tocsin).alert(idOf("Gone"));
  expect([status, events?.[0]?.initiated_by, events?.[0]?.remark]).toEqual([
    "Auto-Resolved",
    "Tocsin",
    "Its sender did not send it again.",
  ]);
  expect(JSON.parse(`${receiver.requests.at(-1)?.rawBody}`)).toMatchObject({
    alert_id: idOf("Gone"),
    previous_alert_status: "Open",
  });
}, 120_000);

test("a test message ends by itself after 10 minutes", async () => {
  using folder = temporaryFolder();
  const clock = join(folder.path, "clock");
  await using tocsin = await startTocsin({
    dataDir: join(folder.path, "data"),
    env: passingClock(clock),
  });
  const api = connect(tocsin);
  const sender = connect(tocsin, ["ingest"]);
  const body = { heartbeat: null, monitor: null, msg: "My Alert Testing" };
  const answer = await sender.request("POST", "/api/v1/in/uptime-kuma", { body });
  expect([answer.status, answer.body]).toEqual([202, expect.objectContaining({ accepted: 1 })]);
  const id = "uptime-kuma:tests:test";
  expect(await api.alert(id)).toMatchObject({ status: "Open", priority: "Low" });
  const began = Date.now();
  let ended = began;
  await pass({ clock, dataDir: tocsin.dataDir }, began, async (at) => {
    ended = at;
    return (await api.alert(id)).status === "Auto-Resolved";
  });
  expect(ended - began).toBeGreaterThan(9 * MINUTE_MS);
  expect(ended - began).toBeLessThan(12 * MINUTE_MS);
}, 120_000);
