import { startInstallation } from "../installation.ts";
import { alertFields } from "../load.ts";
import { addPair, pairFigures, pairsOf } from "../pairs.ts";
import { BenchReceiver } from "../receiver.ts";
import type { Scenario } from "../report.ts";
import { BATCH, type Subject, warmUp } from "../rounds.ts";

export const senders: Scenario = {
  name: "senders",
  title: "CPU per alert of Prometheus in posts of 100, in turn with alerts of Tocsin's own format",
  async run(bench) {
    await using receiver = await BenchReceiver.start();
    await using installation = await startInstallation();
    await installation.api.createChannel({ url: receiver.url() });
    const native: Subject = { ...installation.subject, name: "own format" };
    const prometheus: Subject = {
      ...installation.subject,
      name: "Prometheus",
      url: `${installation.tocsin.url}/api/v1/in/prometheus/api/v2/alerts`,
      body: (ids) => JSON.stringify(ids.map(prometheusAlert)),
    };
    bench.progress("warming up");
    for (const subject of [native, prometheus]) await warmUp(subject, receiver, bench.scale);
    const all = pairsOf([BATCH]);
    for (let pair = 0; pair < bench.runs; pair++) await addPair(all, [native, prometheus], receiver, bench);
    const most = { at: "most", value: 1.5 } as const;
    return all.flatMap((pairs) => pairFigures("senders", pairs, [native.name, prometheus.name], most));
  },
};

/** The same facts as in an alert of Tocsin's own format, as Prometheus writes them. */
function prometheusAlert(id: string) {
  const { alert_id, alert_title, category, description, source_id, source_name, source_url } =
    alertFields(id);
  const now = Date.now();
  return {
    labels: { alertname: category, alert_id, instance: source_id, job: source_name, severity: "high" },
    annotations: { summary: alert_title, description },
    startsAt: new Date(now).toISOString(),
    endsAt: new Date(now + 3_600_000).toISOString(),
    generatorURL: source_url,
  };
}
