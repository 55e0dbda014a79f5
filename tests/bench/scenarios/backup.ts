import { rmSync } from "node:fs";
import { join } from "node:path";
import { tocsin as commandLine } from "../../support/cli.ts";
import { bytesOnDisk, type Installation } from "../installation.ts";
import { p99OfPosts } from "../p99-of-posts.ts";
import type { BenchReceiver } from "../receiver.ts";
import { type Figure, median, type Scenario } from "../report.ts";
import { BATCH, deliver } from "../rounds.ts";
import { withPast } from "./history.ts";

/** About 1 GiB of database. */
const EVENTS = 500_000;
const SECONDS = 5;
const POSTS_PER_SECOND = 500;

/**
 * One run: p99 from post to receipt in ms, alone and while a backup is made (the median and the worst of its parts of
 * 5 s); how long that backup took, s.
 */
type Run = { alone: number; beside: number; worst: number; backup: number };

export const backup: Scenario = {
  name: "backup",
  title: "500 posts/s, alone and while a database of 1 GiB is backed up",
  run: (bench) =>
    withPast(Math.ceil(EVENTS * bench.scale), bench, async (receiver, installation) => {
      await deliver(installation.subject, receiver, { ...BATCH, events: 20_000 });
      const runs: Run[] = [];
      for (let run = 1; run <= bench.runs; run++) {
        runs.push(await measureRun(installation, receiver));
        bench.progress(`run ${run}: ${inWords(runs.at(-1))}`);
      }
      return figuresOf(runs, bytesOnDisk(installation.tocsin.dataDir));
    }),
};

async function measureRun(installation: Installation, receiver: BenchReceiver): Promise<Run> {
  const load = { seconds: SECONDS, perSecond: POSTS_PER_SECOND };
  const alone = await p99OfPosts(installation, receiver, load);
  const startedAt = performance.now();
  let seconds: number | null = null;
  const made = makeBackup(installation).then(() => {
    seconds = (performance.now() - startedAt) / 1_000;
  });
  const beside: number[] = [];
  while (seconds === null) beside.push(await p99OfPosts(installation, receiver, load));
  await made;
  return { alone, beside: median(beside), worst: Math.max(...beside), backup: seconds };
}

async function makeBackup({ tocsin: { dataDir } }: Installation): Promise<void> {
  const file = join(dataDir, "bench-backup.db");
  const { code, stderr } = await commandLine(["backup", file], { dataDir });
  if (code !== 0) throw new Error(`The backup failed: ${stderr}`);
  rmSync(file);
}

function figuresOf(runs: Run[], bytes: number): Figure[] {
  const scenario = "backup";
  const of = (read: (run: Run) => number) => median(runs.map(read));
  return [
    { scenario, figure: "size of the database", value: bytes / 2 ** 20, unit: "MiB" },
    { scenario, figure: "a backup, with its checks", value: of((run) => run.backup), unit: "s" },
    { scenario, figure: "post to receipt alone, p99", value: of(({ alone }) => alone), unit: "ms" },
    { scenario, figure: "post to receipt meanwhile, p99", value: of(({ beside }) => beside), unit: "ms" },
    { scenario, figure: "its worst 5 s, p99", value: of(({ worst }) => worst), unit: "ms" },
    {
      scenario,
      figure: "meanwhile / alone",
      value: of(({ alone, beside }) => beside / alone),
      unit: "",
      target: { at: "most", value: 1.5 },
    },
  ];
}

const inWords = (run: Run | undefined): string =>
  run === undefined
    ? ""
    : `p99 ${run.alone.toFixed(1)} ms alone, ${run.beside.toFixed(1)} ms during a backup of ${run.backup.toFixed(1)} s`;
