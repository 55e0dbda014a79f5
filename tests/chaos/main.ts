import { randomBytes } from "node:crypto";
import { parseArgs } from "node:util";
import { type CampaignResult, runCampaign } from "./campaign.ts";
import { describeEnding, type Ending } from "./endings.ts";

/*
 * `npm run chaos -- --kills 200 [--seed SEED]`: campaigns of 20 kills, each on a data folder of its own. Ends with
 * exit code 1 where a promise was broken. A campaign is repeated by its own seed: the same load, faults and
 * moods; what the machine's timing adds can't be repeated.
 */

const KILLS_PER_CAMPAIGN = 20;

const { values } = parseArgs({
  options: { kills: { type: "string", default: "200" }, seed: { type: "string" } },
});
const kills = Number(values.kills);
if (!Number.isInteger(kills) || kills < 1) {
  console.error(`--kills must be a whole number from 1; it is ${JSON.stringify(values.kills)}.`);
  process.exit(2);
}

const startedAt = performance.now();
const seed = values.seed ?? randomBytes(4).toString("hex");
const results: CampaignResult[] = [];
console.log(`seed ${seed}, ${kills} kills`);
for (let left = kills, number = 0; left > 0; left -= KILLS_PER_CAMPAIGN, number++) {
  // The first has the printed seed itself, so that the seed of any campaign repeats it.
  results.push(await campaign(number === 0 ? seed : `${seed}.${number}`, Math.min(left, KILLS_PER_CAMPAIGN)));
}
const broken = summarise(results);
process.exit(broken ? 1 : 0);

async function campaign(campaignSeed: string, campaignKills: number): Promise<CampaignResult> {
  const onKill = (kill: number, ending: Ending) =>
    console.log(`seed ${campaignSeed}  kill ${kill}/${campaignKills}  ${describeEnding(ending)}`);
  try {
    return await runCampaign({ seed: campaignSeed, kills: campaignKills, onKill });
  } catch (error) {
    const violation = `the campaign broke off: ${error instanceof Error ? error.message : String(error)}`;
    return {
      kills: campaignKills,
      posts: 0,
      events: 0,
      arrivals: 0,
      violations: [`seed ${campaignSeed}: ${violation}`],
    };
  }
}

function summarise(all: CampaignResult[]): boolean {
  const sum = (of: (result: CampaignResult) => number) => all.reduce((total, one) => total + of(one), 0);
  const found = all.flatMap(({ violations }) => violations);
  for (const violation of found) console.log(`VIOLATION  ${violation}`);
  const seconds = Math.round((performance.now() - startedAt) / 1000);
  console.log(
    `seed ${seed}: ${sum((one) => one.kills)} kills, ${sum((one) => one.posts)} posts, ${sum((one) => one.events)} events, ` +
      `${sum((one) => one.arrivals)} requests at the receiver, ${found.length} violations, ${seconds} s`,
  );
  return found.length > 0;
}
