import { createApiKey } from "../../support/api.ts";
import { startInstallation } from "../installation.ts";
import { addPair, pairFigures, pairsOf } from "../pairs.ts";
import { BenchReceiver } from "../receiver.ts";
import type { Scenario } from "../report.ts";
import { SINGLE, type Subject, warmUp } from "../rounds.ts";

/** All that may confine a key, and never refuses these posts. */
const BOUNDS = { perMinute: 1_000_000, addresses: ["127.0.0.0/8"], expiresAt: Date.now() + 24 * 3_600_000 };

export const keyLimit: Scenario = {
  name: "key-limit",
  title: "CPU per post with a key that has a limit, addresses and an end, in turn with one that has none",
  async run(bench) {
    await using receiver = await BenchReceiver.start();
    await using installation = await startInstallation();
    await installation.api.createChannel({ url: receiver.url() });
    const key = createApiKey(installation.tocsin.dataDir, ["ingest"], "Confined", BOUNDS);
    const free: Subject = { ...installation.subject, name: "a key without limits" };
    const confined: Subject = {
      ...installation.subject,
      name: "a confined key",
      headers: { ...installation.subject.headers, authorization: `Bearer ${key}` },
    };
    bench.progress("warming up");
    for (const subject of [free, confined]) await warmUp(subject, receiver, bench.scale);
    const all = pairsOf([SINGLE]);
    for (let pair = 0; pair < bench.runs; pair++) await addPair(all, [free, confined], receiver, bench);
    const most = { at: "most", value: 1.1 } as const;
    return all.flatMap((pairs) => pairFigures("key-limit", pairs, [free.name, confined.name], most));
  },
};
