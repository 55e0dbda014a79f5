import { type Api, apiOf, createApiKey, type Page, type Rule } from "../support/api.ts";
import { temporaryFolder } from "../support/folder.ts";
import { startTocsin, type Tocsin } from "../support/server.ts";
import { until } from "../support/until.ts";
import { type Ending, endingsOf, isInStart } from "./endings.ts";
import { environmentOf, type Fault, LAST_WORDS } from "./fault.ts";
import { type Load, startLoad } from "./load.ts";
import { type MoodyReceiver, startMoodyReceiver } from "./moods.ts";
import { randomOf } from "./random.ts";
import { violations } from "./verdict.ts";

const CHANNELS = ["/a", "/b", "/c", "/d"] as const;
const MAX_IN_FLIGHT = 16;
/** More than the receiver ever makes necessary: nothing may be given up. */
const RETRY_SCHEDULE = Array.from({ length: 12 }, () => 1);
/** Requests that the sources may be ahead of the receiver. */
const AHEAD = 2_000;
const MEET_FAULT_MS = 60_000;
const SETTLE_MS = 180_000;

export type CampaignResult = {
  kills: number;
  posts: number;
  events: number;
  arrivals: number;
  violations: string[];
};

export type CampaignOptions = {
  seed: string;
  kills: number;
  onKill?: (kill: number, ending: Ending) => void;
};

/**
 * Load and kills in turn on one data folder, then a last start that delivers everything; returns what the
 * receiver's side proves. Throws where a server does not start, a fault is not met or the rest is never delivered.
 */
export async function runCampaign({ seed, kills, onKill }: CampaignOptions): Promise<CampaignResult> {
  using folder = temporaryFolder();
  await using receiver = await startMoodyReceiver(seed);
  const dataDir = folder.path;
  const key = createApiKey(dataDir);
  await makeChannels(dataDir, key, receiver.url);
  const endings = endingsOf(randomOf(`${seed} endings`), kills);

  let api: Api | null = null;
  const hasRoom = (answered: number) => answered * CHANNELS.length - receiver.arrivals.length < AHEAD;
  const load = startLoad(seed, { api: () => api, hasRoom });
  for (const [index, ending] of endings.entries()) {
    await liveAndDie(dataDir, ending, { load, receiver }, (tocsin) => {
      api = tocsin && apiOf(tocsin.url, key);
    });
    onKill?.(index + 1, ending);
  }
  await using last = await startTocsin({ dataDir });
  api = apiOf(last.url, key);
  await load.stop();
  await settled(api);
  return resultOf(kills, load, receiver);
}

async function makeChannels(dataDir: string, key: string, url: string): Promise<void> {
  await using tocsin = await startTocsin({ dataDir });
  const api = apiOf(tocsin.url, key);
  const common = { retry_schedule: RETRY_SCHEDULE, max_in_flight: MAX_IN_FLIGHT };
  for (const path of CHANNELS) await api.createChannel({ url: url + path, ...common });
  await keepOwnAlerts(api);
  await tocsin.stop();
}

/** Nobody posts Tocsin's own alerts, so the verdict would not know them. */
async function keepOwnAlerts(api: Api): Promise<void> {
  const { data } = (await api.get<Page<Rule>>("/api/v1/rules")).body;
  const itself = data.find(({ name }) => name === "Tocsin itself");
  await api.request("PATCH", `/api/v1/rules/${itself?.id}`, { body: { enabled: false } });
}

type World = { load: Load; receiver: MoodyReceiver };

/** One server from its start to its end, `up` told of both. */
async function liveAndDie(
  dataDir: string,
  ending: Ending,
  world: World,
  up: (tocsin: Tocsin | null) => void,
): Promise<void> {
  if (ending.kind === "fault" && isInStart(ending.fault.moment)) return dieInTheStart(dataDir, ending.fault);
  const env = ending.kind === "fault" ? environmentOf(ending.fault) : {};
  await using tocsin = await startTocsin({ dataDir, env });
  up(tocsin);
  try {
    await Promise.race([theEnd(tocsin, ending, world), world.load.failed]);
  } finally {
    up(null);
  }
}

/** Before or after what a start itself commits: it never listens. */
async function dieInTheStart(dataDir: string, fault: Fault): Promise<void> {
  const start = startTocsin({ dataDir, env: environmentOf(fault) });
  const outcome = await start.then(
    async (tocsin) => {
      await tocsin.kill();
      return "It listened.";
    },
    (error: Error) => error.message,
  );
  if (!outcome.includes(LAST_WORDS)) throw new Error(`The start did not meet ${fault.moment}: ${outcome}`);
}

async function theEnd(tocsin: Tocsin, ending: Ending, { load, receiver }: World): Promise<void> {
  if (ending.kind === "fault") {
    await tocsin.waitForLog(({ msg }) => msg === LAST_WORDS, MEET_FAULT_MS);
    return tocsin.kill();
  }
  const progress = () =>
    ending.kind === "kill" && ending.after === "answered" ? load.answered : receiver.arrivals.length;
  const wanted = progress() + ending.count;
  await until("progress before a kill", async () => progress() >= wanted, MEET_FAULT_MS);
  if (ending.kind === "kill in drain") {
    process.kill(tocsin.pid, "SIGTERM");
    await tocsin.waitForLog(({ signal }) => signal === "SIGTERM");
  }
  await tocsin.kill();
}

async function settled(api: Api): Promise<void> {
  const none = async (state: string) => (await api.deliveries({ state, limit: "1" })).length === 0;
  await until("everything to be delivered", () => none("pending"), SETTLE_MS);
}

function resultOf(kills: number, { posts }: Load, { arrivals }: MoodyReceiver): CampaignResult {
  const repeatsAllowed = (kills + 1) * CHANNELS.length * MAX_IN_FLIGHT;
  return {
    kills,
    posts: posts.length,
    events: posts.reduce((sum, { events }) => sum + events.length, 0),
    arrivals: arrivals.length,
    violations: violations({ channels: CHANNELS, posts, arrivals, repeatsAllowed }),
  };
}
