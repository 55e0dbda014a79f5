import { copyFileSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { certify } from "../integration/webhook/certificates.ts";
import { type Api, apiOf, type NewRule, type Rule } from "../support/api.ts";
import { tocsin as cli } from "../support/cli.ts";
import { temporaryFolder } from "../support/folder.ts";
import { startTocsin } from "../support/server.ts";
import { until } from "../support/until.ts";
import { type KeyedPost, Story } from "./alerts.ts";
import { type Channels, makeChannels, SECRETS } from "./channels.ts";
import { folderOf, readAll, type VersionFacts } from "./facts.ts";
import { ADMIN, type Keys, makeKeys, makeUsers, makeWaysIn, PASSWORD } from "./people.ts";
import { makeSources, postAsSenders } from "./senders.ts";
import { ENV, startProvider, startReceivers } from "./world.ts";

/*
 * `npm run version-folder -- 1.0.0` makes tests/fixtures/version-1.0.0: a data folder of this version with something
 * of everything in it, which every later version must migrate. Run it once, as the last thing before a release.
 */

const version = process.argv[2] ?? "";
if (!/^\d+\.\d+\.\d+$/.test(version)) {
  console.error("Name the version, such as 1.0.0.");
  process.exit(2);
}

const tls = await certify({ name: "localhost", hosts: ["elsewhere.example.com"], to: 36_500 });
await using receivers = await startReceivers(tls);
await using provider = await startProvider();
using folder = temporaryFolder();
const dataDir = join(folder.path, "data");
const env = { ...ENV, ADMIN_EMAIL: ADMIN, ADMIN_PASSWORD: PASSWORD };

const begun = await firstRun();
await restoreAnOwnBackup();
keep(await secondRun(begun));

type Begun = { keys: Keys; channels: Channels; keyedPost: KeyedPost };

async function firstRun(): Promise<Begun> {
  await using tocsin = await startTocsin({ dataDir, env });
  const { url } = tocsin;
  const keys = makeKeys(dataDir);
  await makeUsers(tocsin);
  const manage = apiOf(url, keys.manage);
  const channels = await makeChannels(manage);
  await narrowRules(manage, channels);
  const keyedPost = await new Story(url, keys, channels).beforeRestore();
  await tocsin.stop();
  return { keys, channels, keyedPost };
}

/** Else everything would go to every channel. */
async function narrowRules(api: Api, channels: Channels): Promise<void> {
  const rules = (await api.get<{ data: Rule[] }>("/api/v1/rules?limit=100")).body.data;
  for (const { id } of rules.filter(({ channels }) => channels === "all"))
    await api.request("PATCH", `/api/v1/rules/${id}`, {
      body: { channels: [channels.get("Everything")?.id] },
    });
  const pages = {
    name: "Disk pages",
    expression: 'alert_title.startsWith("Disk") && details.region == "eu"',
    set_priority: "Critical" as const,
    channels: [channels.get("Slack")?.id ?? ""],
    follow_up: false,
  } satisfies NewRule;
  await api.createRule(pages);
  await api.createRule({ ...pages, name: "Off", enabled: false });
}

/** So that some deliveries are held, as nobody knows whether they were sent. */
async function restoreAnOwnBackup(): Promise<void> {
  const file = join(folder.path, "backup.db");
  for (const command of ["backup", "restore"]) {
    const { code, stderr } = await cli([command, file], { dataDir });
    if (code !== 0) throw new Error(stderr);
  }
}

async function secondRun({ keys, channels, keyedPost }: Begun): Promise<VersionFacts> {
  await using tocsin = await startTocsin({ dataDir, env });
  const { url } = tocsin;
  const manage = apiOf(url, keys.manage);
  const waysIn = await makeWaysIn(tocsin, provider);
  const ownSource = await makeSources(manage);
  await postAsSenders(apiOf(url, keys.ingest), ownSource);
  const story = new Story(url, keys, channels);
  await story.afterRestore();
  await until("every alert to be indexed", async () => indexed());
  const isSlow = ({ path }: { path: string }) => path === "/slow";
  const before = receivers.plain.requests.filter(isSlow).length;
  await story.beginJob(() => receivers.plain.requests.filter(isSlow).length > before);
  const read = await readAll(url, keys.manage);
  await tocsin.stop();
  return {
    version,
    madeAt: new Date().toISOString(),
    password: PASSWORD,
    keys,
    secrets: SECRETS,
    signing: Object.fromEntries([...channels].map(([name, channel]) => [name, channel.signing_secret])),
    tls,
    ownSource,
    keyedPost,
    ...waysIn,
    ...read,
  };
}

function indexed(): boolean {
  const sqlite = new Database(join(dataDir, "tocsin.db"), { readonly: true });
  const missing = "SELECT count(*) FROM alerts WHERE seq NOT IN (SELECT alert_seq FROM alert_search_rows)";
  const count = sqlite.prepare(missing).pluck().get();
  sqlite.close();
  return count === 0;
}

function keep(facts: VersionFacts): void {
  const fixture = folderOf(version);
  rmSync(join(fixture, "data-folder"), { recursive: true, force: true });
  mkdirSync(join(fixture, "data-folder"), { recursive: true });
  new Database(join(dataDir, "tocsin.db")).exec("VACUUM; PRAGMA wal_checkpoint(TRUNCATE)").close();
  for (const name of ["tocsin.db", "secret.key", "installed"])
    copyFileSync(join(dataDir, name), join(fixture, "data-folder", name));
  writeFileSync(join(fixture, "facts.json"), `${JSON.stringify(facts, null, 2)}\n`);
  console.log(`Made ${fixture}.`);
}
