import { hasAlertmanager, startAlertmanager } from "../alertmanager.ts";
import { startInstallation } from "../installation.ts";
import { addPair, pairFigures, pairsOf } from "../pairs.ts";
import { BenchReceiver } from "../receiver.ts";
import type { Scenario } from "../report.ts";
import { BATCH, SINGLE, warmUp } from "../rounds.ts";

/** Fewer pairs would leave too much to chance. */
const PAIRS = 5;
const LEAST = new Map([
  [SINGLE, 1.15],
  [BATCH, 1.9],
]);

export const peer: Scenario = {
  name: "peer",
  title: "CPU per alert beside Prometheus Alertmanager, in turn: single posts, and posts of 100",
  async run(bench) {
    if (!hasAlertmanager()) {
      bench.progress("not measured: install Prometheus Alertmanager (Debian: prometheus-alertmanager) first");
      return [];
    }
    await using receiver = await BenchReceiver.start();
    await using installation = await startInstallation();
    await installation.api.createChannel({ url: receiver.url() });
    bench.progress("warming up");
    await warmUp(installation.subject, receiver, bench.scale);
    const all = pairsOf([...LEAST.keys()]);
    for (let pair = 0; pair < Math.max(PAIRS, bench.runs); pair++) {
      // It keeps a goroutine per alert: one process for all pairs would need gigabytes.
      await using alertmanager = await startAlertmanager(receiver);
      await warmUp(alertmanager, receiver, bench.scale);
      // Tocsin has rested meanwhile: it would pay for that in its round.
      await warmUp(installation.subject, receiver, bench.scale / 10);
      await addPair(all, [installation.subject, alertmanager], receiver, bench);
    }
    return all.flatMap((pairs) => {
      const least = { at: "least", value: LEAST.get(pairs.shape) ?? 1 } as const;
      return pairFigures("peer", pairs, ["Tocsin", "Alertmanager"], least);
    });
  },
};
