import { spawn } from "node:child_process";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { atExit } from "../support/at-exit.ts";
import { temporaryFolder } from "../support/folder.ts";
import { freePort } from "../support/free-port.ts";
import { until } from "../support/until.ts";
import { alertFields } from "./load.ts";
import type { BenchReceiver } from "./receiver.ts";
import type { Subject } from "./rounds.ts";

const PROGRAM = "/usr/bin/prometheus-alertmanager";
const CONFIG = "alertmanager.yml";

/** Whether Prometheus Alertmanager is installed, as Debian's package does it. */
export const hasAlertmanager = (): boolean => existsSync(PROGRAM);

/**
 * The settings under which it does the least work per alert: each alert is a group of its own, is sent at once
 * and then left alone for longer than the benchmark takes.
 */
const configuration = (url: string) => `
route:
  receiver: bench
  group_by: ['...']
  group_wait: 0s
  group_interval: 1h
  repeat_interval: 24h
receivers:
  - name: bench
    webhook_configs:
      - url: ${url}
        send_resolved: false
`;

/** Starts Alertmanager on a free loopback port, with a data folder that is removed with it. */
export async function startAlertmanager(receiver: BenchReceiver): Promise<Subject & AsyncDisposable> {
  const folder = temporaryFolder();
  writeFileSync(join(folder.path, CONFIG), configuration(receiver.url()));
  const port = await freePort();
  const child = spawn(PROGRAM, argumentsFor(port), { cwd: folder.path, stdio: "ignore" });
  const forget = atExit(() => child.kill("SIGKILL"));
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
  const url = `http://127.0.0.1:${port}`;
  await until("Alertmanager to be ready", () => isReady(url));
  return {
    name: "Alertmanager",
    pid: child.pid ?? 0,
    url: `${url}/api/v2/alerts`,
    headers: { "content-type": "application/json" },
    body: (ids) => JSON.stringify(ids.map(alertOf)),
    async [Symbol.asyncDispose]() {
      child.kill("SIGKILL");
      await ended;
      forget();
      folder[Symbol.dispose]();
    },
  };
}

const argumentsFor = (port: number): string[] => [
  `--config.file=${CONFIG}`,
  "--storage.path=data",
  `--web.listen-address=127.0.0.1:${port}`,
  "--cluster.listen-address=",
  "--log.level=error",
];

const isReady = (url: string): Promise<boolean> =>
  fetch(`${url}/-/ready`).then(
    ({ ok }) => ok,
    () => false,
  );

/** The same facts as in Tocsin's alert: what identifies it as labels, the rest as annotations. */
function alertOf(id: string) {
  const { alert_id, alert_title, category, priority, source_name, source_type, source_url, ...rest } =
    alertFields(id);
  const labels = { alertname: alert_title, alert_id, category, priority, source_name, source_type };
  return { labels, annotations: rest, generatorURL: source_url };
}
