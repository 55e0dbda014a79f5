import { rmSync } from "node:fs";
import { join } from "node:path";
import { tocsin as commandLine } from "../../support/cli.ts";
import { bytesOnDisk, type Installation } from "../installation.ts";
import { p99OfPosts } from "../p99-of-posts.ts";
import type { BenchReceiver } from "../receiver.ts";
import { type Figure, median, type Scenario } from "../report.ts";
import { deliver, SINGLE, warmUp } from "../rounds.ts";
import { withPast } from "./history.ts";

/** About 1 GiB of database. */
const EVENTS = 700_000;

/** Each measures p99 from post to receipt, ms, of a few seconds. */
const LOADS = {
  "500 posts/s": ({ installation, receiver }) =>
    p99OfPosts(installation, receiver, { seconds: 5, perSecond: 500 }),
  single: async ({ installation: { subject }, receiver }) => {
    const { heard } = await deliver(subject, receiver, SINGLE);
    return heard.latencies["/hook"]?.p99 ?? Number.NaN;
  },
} satisfies Record<string, (bench: Beside) => Promise<number>>;

const PARTS_ALONE = 5;

type Beside = { installation: Installation; receiver: BenchReceiver };
type Load = keyof typeof LOADS;
const loads = Object.keys(LOADS) as Load[];

/**
 * One run: p99 alone and while a backup is made, the medians of their parts; the worst part; how long that backup
 * took, s.
 */
type Run = { alone: number; beside: number; worst: number; backup: number };

export const backup: Scenario = {
  name: "backup",
  title: "500 posts/s, and single, alone and while a database of 1 GiB is backed up",
  run: (bench) =>
    withPast(Math.ceil(EVENTS * bench.scale), bench, async (receiver, installation) => {
      await warmUp(installation.subject, receiver, bench.scale);
      const figures: Figure[] = [
        {
          scenario: "backup",
          figure: "size of the database",
          value: bytesOnDisk(installation.tocsin.dataDir) / 2 ** 20,
          unit: "MiB",
        },
      ];
      for (const load of loads) {
        const runs: Run[] = [];
        for (let run = 1; run <= bench.runs; run++) {
          runs.push(await measureRun({ installation, receiver }, LOADS[load]));
          bench.progress(`${load}, run ${run}: ${inWords(runs.at(-1))}`);
        }
        figures.push(...figuresOf(load, runs));
      }
      return figures;
    }),
};

async function measureRun(beside: Beside, load: (beside: Beside) => Promise<number>): Promise<Run> {
  const alone: number[] = [];
  for (let part = 0; part < PARTS_ALONE; part++) alone.push(await load(beside));
  const startedAt = performance.now();
  let seconds: number | null = null;
  const made = makeBackup(beside.installation).then(() => {
    seconds = (performance.now() - startedAt) / 1_000;
  });
  const parts: number[] = [];
  while (seconds === null) parts.push(await load(beside));
  await made;
  return { alone: median(alone), beside: median(parts), worst: Math.max(...parts), backup: seconds };
}

async function makeBackup({ tocsin: { dataDir } }: Installation): Promise<void> {
  const file = join(dataDir, "bench-backup.db");
  const { code, stderr } = await commandLine(["backup", file], { dataDir });
  if (code !== 0) throw new Error(`The backup failed: ${stderr}`);
  rmSync(file);
}

function figuresOf(load: Load, runs: Run[]): Figure[] {
  const figure = (name: string, read: (run: Run) => number, unit: string, target?: Figure["target"]) => ({
    scenario: "backup",
    figure: `${load}: ${name}`,
    value: median(runs.map(read)),
    unit,
    ...(target && { target }),
  });
  return [
    figure("a backup, with its checks", (run) => run.backup, "s"),
    figure("post to receipt alone, p99", ({ alone }) => alone, "ms"),
    figure("meanwhile, p99", ({ beside }) => beside, "ms"),
    figure("its worst part, p99", ({ worst }) => worst, "ms"),
    figure("meanwhile / alone", ({ alone, beside }) => beside / alone, "", { at: "most", value: 1.5 }),
  ];
}

const inWords = (run: Run | undefined): string =>
  run === undefined
    ? ""
    : `p99 ${run.alone.toFixed(1)} ms alone, ${run.beside.toFixed(1)} ms during a backup of ${run.backup.toFixed(1)} s`;
