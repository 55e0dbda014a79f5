import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { runCampaign } from "../../chaos/campaign.ts";

const seed = randomBytes(4).toString("hex");

test(`killed again and again under load, nothing is lost, changed or out of order (seed ${seed})`, async () => {
  const result = await runCampaign({ seed, kills: 5 });
  expect(result.violations).toEqual([]);
  expect(result.arrivals).toBeGreaterThanOrEqual(result.events);
}, 120_000);
