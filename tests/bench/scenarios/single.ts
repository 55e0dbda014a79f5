import { measureBesideBare } from "../beside-bare.ts";
import { bytesOnDisk, startInstallation } from "../installation.ts";
import { BenchReceiver } from "../receiver.ts";
import type { Figure, Scenario } from "../report.ts";
import { roundFigures } from "../round-figures.ts";
import { SINGLE, WARM_UP } from "../rounds.ts";

export const single: Scenario = {
  name: "single",
  title: "10,000 posts of one alert over 32 connections, one channel, until all are delivered",
  async run(bench) {
    await using receiver = await BenchReceiver.start();
    await using installation = await startInstallation();
    await installation.api.createChannel({ url: receiver.url() });
    const { dataDir } = installation.tocsin;
    const before = bytesOnDisk(dataDir);
    const { rounds, bare, ratio } = await measureBesideBare(installation.subject, receiver, SINGLE, bench);
    const events = (2 * WARM_UP + bench.runs * SINGLE.events) * bench.scale;
    const figure = (name: string, value: number, unit: string, target?: Figure["target"]): Figure => ({
      scenario: "single",
      figure: name,
      value,
      unit,
      ...(target && { target }),
    });
    return [
      figure("bare posts", bare, "/s"),
      figure("ratio", ratio, "", { at: "least", value: 0.45 }),
      ...roundFigures("single", rounds, { p50: 8, p99: 25 }),
      figure("on disk per event", (bytesOnDisk(dataDir) - before) / events, "bytes"),
    ];
  },
};
