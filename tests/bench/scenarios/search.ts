import { join } from "node:path";
import { type Connection, openReader } from "#db/client.ts";
import { searchTail } from "#db/queries/alert-search-tail.ts";
import type { Alert, Page } from "../../support/api.ts";
import { type Installation, startInstallation } from "../installation.ts";
import { alertText } from "../load.ts";
import { BenchReceiver } from "../receiver.ts";
import type { Figure, Scenario } from "../report.ts";

const PER_SECOND = 900;
const SECONDS = 10;
/** The number of alerts posted at the same time. */
const PER_TICK = 18;
const STORM = 60_000;
const PER_POST = 100;
const CONNECTIONS = 4;
const LOOK_EVERY_MS = 25;

export const search: Scenario = {
  name: "search",
  title:
    "how far the search is behind at 900 alerts/s, and in a storm of 60,000; what its filters lack meanwhile",
  async run({ scale, progress }) {
    await using receiver = await BenchReceiver.start();
    await using installation = await startInstallation();
    await installation.api.createChannel({ url: receiver.url() });
    const connection = openReader(join(installation.tocsin.dataDir, "tocsin.db"));
    const steady = await whileLooking(installation, connection, () =>
      postEvenly(installation, Math.ceil(PER_SECOND * SECONDS * scale)),
    );
    progress(`at ${PER_SECOND}/s: ${steady.behindMs.toFixed(0)} ms behind at most`);
    const storm = await whileLooking(installation, connection, () =>
      postStorm(installation, Math.ceil((STORM * scale) / PER_POST)),
    );
    progress(`in the storm: ${(storm.behindMs / 1_000).toFixed(1)} s behind at most`);
    const startedAt = performance.now();
    while (searchTail(connection.db).count > 0) await pause(LOOK_EVERY_MS);
    const caughtUpMs = performance.now() - startedAt;
    connection.sqlite.close();
    const figure = (name: string, value: number, unit: string, most?: number): Figure => ({
      scenario: "search",
      figure: name,
      value,
      unit,
      ...(most !== undefined && { target: { at: "most", value: most } }),
    });
    return [
      figure("index behind at 900/s, most", steady.behindMs, "ms", 1_000),
      figure("index behind in a storm, most", storm.behindMs / 1_000, "s"),
      figure("the same as REST says it", storm.saidSeconds, "s"),
      figure("caught up after the storm", caughtUpMs / 1_000, "s"),
      figure("lacking by category and source", steady.lacking + storm.lacking, "", 0),
    ];
  },
};

type Seen = { behindMs: number; saidSeconds: number; lacking: number };

/** Searches repeatedly while `load` runs. */
async function whileLooking(
  installation: Installation,
  { sqlite }: Connection,
  load: () => Promise<void>,
): Promise<Seen> {
  const oldest = sqlite
    .prepare(
      `SELECT min(updated_at) FROM alerts
       WHERE last_event_seq = (SELECT min(last_event_seq) FROM alerts
         WHERE last_event_seq > (SELECT coalesce(max(event_seq), 0) FROM alert_search_rows))`,
    )
    .pluck();
  const seen: Seen = { behindMs: 0, saidSeconds: 0, lacking: 0 };
  let ended = false;
  const loading = load().finally(() => {
    ended = true;
  });
  for (let look = 0; !ended; look++) {
    const at = oldest.get();
    if (typeof at === "number") seen.behindMs = Math.max(seen.behindMs, Date.now() - at);
    if (look % 10 === 0) await postAndFilter(installation, `look-${Date.now()}`, seen);
    await pause(LOOK_EVERY_MS);
  }
  await loading;
  return seen;
}

/**
 * Posts an alert with its own category and source, and filters the list by them as soon as the 202 is there.
 */
async function postAndFilter({ ingest, api }: Installation, own: string, seen: Seen): Promise<void> {
  await ingest(1, () => alertText(own, { category: own, source_name: own }), 1);
  for (const filter of [`category=${own}`, `source_name=${own}`]) {
    const { body } = await api.get<Page<Alert> & { index_behind_seconds?: number }>(
      `/api/v1/alerts?${filter}`,
    );
    seen.lacking += 1 - body.data.length;
    seen.saidSeconds = Math.max(seen.saidSeconds, body.index_behind_seconds ?? 0);
  }
}

async function postEvenly(installation: Installation, alerts: number): Promise<void> {
  const startedAt = performance.now();
  const posts: Promise<void>[] = [];
  for (let posted = 0; posted < alerts; posted += PER_TICK) {
    const wait = startedAt + (posted * 1_000) / PER_SECOND - performance.now();
    if (wait > 0) await pause(wait);
    const id = (index: number) => `even-${startedAt}-${posted + index}`;
    posts.push(installation.ingest(PER_TICK, (index) => alertText(id(index)), PER_TICK));
  }
  await Promise.all(posts);
}

async function postStorm(installation: Installation, posts: number): Promise<void> {
  let posted = 0;
  const hundred = () => `[${Array.from({ length: PER_POST }, () => alertText(posted++)).join(",")}]`;
  await installation.ingest(posts, hundred, CONNECTIONS);
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
