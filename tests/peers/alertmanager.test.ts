import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Peer, program, type Ran, runWithAmtool, startAlertmanager } from "./programs.ts";
import { startWorld, type World } from "./world.ts";

const configuration = (receivers: string): string => `route:
  receiver: tocsin
  group_by: [alertname]
  group_wait: 0s
  group_interval: 1s
  repeat_interval: 1h
${receivers}`;

let world: World;
let alertmanager: Peer;

beforeAll(async () => {
  await program("prometheus-alertmanager");
  await program("amtool");
  world = await startWorld();
  alertmanager = await startAlertmanager(configuration(world.snippet("alertmanager", "alertmanager.yml")));
});

afterAll(async () => {
  await alertmanager?.[Symbol.asyncDispose]();
  await world?.[Symbol.asyncDispose]();
});

describe("Alertmanager's webhook", () => {
  const add = (more: string): Promise<Ran> =>
    runWithAmtool(
      `amtool alert add DiskFillsUp instance=db-17 job=node severity=warning \
        --annotation=summary='Disk of db-17 is full' --alertmanager.url=${alertmanager.url} ${more}`,
    );

  test("opens and resolves an alert", async () => {
    expect(await add("")).toMatchObject({ code: 0 });
    const opened = await world.waitFor("Disk of db-17 is full", "Open");
    expect(opened).toMatchObject({
      alert_id: expect.stringMatching(/^alertmanager:peers:[0-9a-f]{16}$/),
      priority: "Medium",
      source_id: "db-17",
      source_name: "node",
    });
    expect((await world.api.alert(opened.alert_id)).details).toMatchObject({
      receiver: "tocsin",
      labels: { alertname: "DiskFillsUp" },
    });

    expect(await add(`--end=${new Date(Date.now() + 1_000).toISOString()}`)).toMatchObject({ code: 0 });
    const resolved = await world.waitFor("Disk of db-17 is full", "Resolved");
    expect(resolved.alert_id).toBe(opened.alert_id);
    expect(alertmanager.output()).not.toMatch(/level=(error|warn)/);
  });
});

describe("amtool, with Tocsin in place of Alertmanager", () => {
  test("adds an alert as the page says", async () => {
    const ran = await runWithAmtool(world.snippet("prometheus", "amtool"));
    expect(ran).toEqual({ code: 0, output: "" });
    expect(await world.waitFor("Disk of db-17 is full", "Open")).toMatchObject({ category: "DiskFillsUp" });
    const alertId = 'prometheus:peers:{alertname="DiskFillsUp", instance="db-17", severity="critical"}';
    expect(await world.api.alert(alertId)).toMatchObject({ priority: "Critical", status: "Open" });
  });

  test("ends it", async () => {
    const script = world.snippet("prometheus", "amtool").trimEnd();
    const ran = await runWithAmtool(`${script} --end=${new Date(Date.now() - 1_000).toISOString()}`);
    expect(ran).toEqual({ code: 0, output: "" });
    const alertId = 'prometheus:peers:{alertname="DiskFillsUp", instance="db-17", severity="critical"}';
    expect(await world.api.alert(alertId)).toMatchObject({ status: "Resolved" });
  });

  test("fails with a wrong key, though it can't read why", async () => {
    const script = world.snippet("prometheus", "amtool").replace(world.key, `${world.key.slice(0, -1)}_`);
    const ran = await runWithAmtool(script);
    expect(ran.code).not.toBe(0);
    expect(ran.output).toContain("application/problem+json");
  });
});
