import { join } from "node:path";
import Database from "better-sqlite3";
import { temporaryFolder } from "../../support/folder.ts";
import { until } from "../../support/until.ts";
import { type Installation, startInstallation } from "../installation.ts";
import { p99OfPosts } from "../p99-of-posts.ts";
import { fillHistory } from "../past.ts";
import { BenchReceiver } from "../receiver.ts";
import { type Figure, median, type Scenario } from "../report.ts";
import { BATCH, deliver } from "../rounds.ts";

const FAILED = 100_000;
const SECONDS = 10;
const POSTS_PER_SECOND = 100;
/** A whole redelivery takes some minutes. */
const WHOLE_MS = 900_000;

type Job = { state: string; done: number };

export const redeliver: Scenario = {
  name: "redeliver",
  title: "100 posts/s, alone and while a job sends 100,000 failed deliveries of the same channel again",
  async run({ runs, scale, progress }) {
    using folder = temporaryFolder();
    await using receiver = await BenchReceiver.start();
    const failed = Math.ceil(FAILED * scale);
    await failedBefore(folder.path, receiver, failed);
    await using installation = await startInstallation({ dataDir: folder.path });
    progress("warming up");
    await deliver(installation.subject, receiver, { ...BATCH, events: 20_000 });
    const pace = { seconds: Math.ceil(SECONDS * scale), perSecond: POSTS_PER_SECOND };
    const rounds: { alone: number; beside: number }[] = [];
    for (let run = 1; run <= runs; run++) {
      const alone = await p99OfPosts(installation, receiver, pace);
      const id = await startJob(installation);
      const beside = await p99OfPosts(installation, receiver, pace);
      await installation.api.request("POST", `/api/v1/jobs/${id}/stop`);
      rounds.push({ alone, beside });
      progress(`run ${run}: p99 ${alone.toFixed(1)} ms alone, ${beside.toFixed(1)} ms beside the job`);
    }
    const whole = await sendTheRest(installation);
    const figure = (name: string, value: number, unit: string, most?: number): Figure => ({
      ...{ scenario: "redeliver", figure: name, value, unit },
      ...(most !== undefined && { target: { at: "most", value: most } }),
    });
    const of = (read: (round: (typeof rounds)[number]) => number) => median(rounds.map(read));
    return [
      figure(
        "post to receipt alone, p99",
        of(({ alone }) => alone),
        "ms",
      ),
      figure(
        "post to receipt beside the job, p99",
        of(({ beside }) => beside),
        "ms",
      ),
      figure(
        "beside the job / alone",
        of(({ alone, beside }) => beside / alone),
        "",
        1.5,
      ),
      figure("sent again", whole, "/s"),
    ];
  },
};

/** An installation whose one channel has so many failed deliveries. */
async function failedBefore(dataDir: string, receiver: BenchReceiver, count: number): Promise<void> {
  await using installation = await startInstallation({ dataDir });
  const { id } = await installation.api.createChannel({ url: receiver.url() });
  await installation.tocsin.stop();
  const sqlite = new Database(join(dataDir, "tocsin.db"));
  fillHistory(sqlite, count, id);
  sqlite.exec(
    "UPDATE deliveries SET state = 'failed', reason = 'final_status', outcome = 'http_status', status = 404",
  );
  sqlite.close();
}

async function startJob({ api }: Installation): Promise<string> {
  const body = { state: "failed" };
  const answer = await api.request<{ job_id: string }>("POST", "/api/v1/deliveries/redeliver", { body });
  return answer.body.job_id;
}

/** How many are sent again per second while nothing else happens. */
async function sendTheRest(installation: Installation): Promise<number> {
  const id = await startJob(installation);
  const startedAt = performance.now();
  const { done } = await until(
    "the end of the job",
    async () => {
      const { body } = await installation.api.get<Job>(`/api/v1/jobs/${id}`);
      return body.state === "running" ? undefined : body;
    },
    WHOLE_MS,
  );
  return done / ((performance.now() - startedAt) / 1_000);
}
