import { type RunningCheckout, startCheckout } from "../checkout.ts";
import { bytesOnDisk } from "../installation.ts";
import { addPair, pairFigures, pairsOf } from "../pairs.ts";
import { BenchReceiver } from "../receiver.ts";
import type { Figure, Scenario } from "../report.ts";
import { BATCH, SINGLE, WARM_UP, warmUp } from "../rounds.ts";

export const against: Scenario = {
  name: "against",
  title: "CPU per alert beside another checkout (--other DIR, which is built), in turn",
  async run(bench) {
    if (bench.other === undefined) {
      bench.progress("not measured: name the other checkout with --other DIR");
      return [];
    }
    await using receiver = await BenchReceiver.start();
    await using other = await startCheckout("the other", bench.other, receiver);
    await using ours = await startCheckout("this one", undefined, receiver);
    for (const subject of [other, ours]) {
      bench.progress(`warming up ${subject.name}`);
      await warmUp(subject, receiver, bench.scale);
    }
    const all = pairsOf([SINGLE, BATCH]);
    bench.progress("a pair that does not count: the one that was warmed up first has rested since");
    await addPair(pairsOf([SINGLE, BATCH]), [other, ours], receiver, bench);
    for (let pair = 0; pair < bench.runs; pair++) await addPair(all, [other, ours], receiver, bench);
    const events = (2 * WARM_UP + (bench.runs + 1) * (SINGLE.events + BATCH.events)) * bench.scale;
    const most = { at: "most", value: 1 } as const;
    return [
      ...all.flatMap((pairs) => pairFigures("against", pairs, [other.name, ours.name], most)),
      ...[other, ours].map((one) => onDisk(one, events)),
    ];
  },
};

const onDisk = ({ name, dataDir }: RunningCheckout, events: number): Figure => ({
  scenario: "against",
  figure: `on disk per event, ${name}`,
  value: bytesOnDisk(dataDir) / events,
  unit: "bytes",
});
