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
    expect(await prometheusOf(tocsin)([firing("Gone", began + 20 * MINUTE_MS)])).toMatchObject({
      status: 200,
    });
    await receiver.waitFor(1);
    end = endOf(tocsin.dataDir, "Gone");
    expect(Math.abs(end - began - 20 * MINUTE_MS)).toBeLessThan(1_000);
    await tocsin.kill();
  }
  setClock(clock, began + 3 * 60 * MINUTE_MS);
  await using tocsin = await startTocsin(options);
  const put = await until("the stop to be put on the end", async () => {
    const now = endOf(tocsin.dataDir, "Gone");
    return now > end ? now : undefined;
  });
  expect(Math.abs(put - end - 3 * 60 * MINUTE_MS)).toBeLessThan(MINUTE_MS);

  setClock(clock, began + 3 * 60 * MINUTE_MS + 9 * MINUTE_MS);
  await prometheusOf(tocsin)([firing("Other", began + 9 * 60 * MINUTE_MS)]);
  expect((await connect(tocsin).alert(idOf("Gone"))).status).toBe("Open");

  setClock(clock, put + 1_000);
  const resolved = await receiver.waitFor((all) =>
    all.some(({ rawBody }) => /Auto-Resolved/.test(`${rawBody}`)),
  );
  const { events, status } = await connect(tocsin).alert(idOf("Gone"));
  expect([status, events?.[0]?.initiated_by, events?.[0]?.remark]).toEqual([
    "Auto-Resolved",
    "Tocsin",
    "Its sender did not send it again.",
  ]);
  expect(JSON.parse(`${resolved.at(-1)?.rawBody}`)).toMatchObject({
    alert_id: idOf("Gone"),
    previous_alert_status: "Open",
  });
});

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
  setClock(clock, Date.now() + 11 * MINUTE_MS);
  await until("its end", async () => (await api.alert(id)).status === "Auto-Resolved");
});
