import { beforeAll, expect, test } from "vitest";
import { insertChannel } from "#db/queries/channels.ts";
import { ALERT_FORMAT } from "#lib/domain/format/format.ts";
import { NOTHING_MET } from "#lib/engine/delivery/certificate-memory.ts";
import { trialRequest, tryRule } from "#lib/web/show/rule-trial.ts";
import { someRule } from "../../../support/rules.ts";
import { useSettings } from "../../../support/settings.ts";
import { alertsDatabase, anEvent } from "../../../support/stored-alerts.ts";

beforeAll(() => useSettings());

test("a trial lets other work run, however long the expression takes", async () => {
  using database = alertsDatabase();
  const details = { l: Array.from({ length: 4_000 }, () => 1) };
  for (let count = 0; count < 50; count++) database.store({ ...anEvent({ alert_id: "a" }), details });
  const expression = Array.from({ length: 90 }, () => "11 in details.l").join(" || ");
  let turnsOfOthers = 0;
  let trying = true;
  const others = () => {
    turnsOfOthers++;
    if (trying) setImmediate(others);
  };
  setImmediate(others);
  const trial = await tryRule(database.db, someRule({ expression }));
  trying = false;
  expect(trial).toMatchObject({ tested: 50, matched: 0 });
  expect(turnsOfOthers).toBeGreaterThan(3);
});

test("the request that a trial shows has each header once, and the hops of its event", async () => {
  using database = alertsDatabase();
  const [eventId = ""] = database.store({ ...anEvent({ alert_id: "a" }), hops: 2 });
  insertChannel(database.db, {
    id: "chn_1",
    name: "Jira",
    enabled: true,
    url: "https://jira.example.com/{{TOKEN}}",
    verifySsl: true,
    urlSecrets: ["TOKEN"],
    auth: { type: "token" },
    headers: [
      { name: "User-Agent", value: "mine", sensitive: false },
      { name: "X-Api-Key", value: null, sensitive: true },
    ],
    format: ALERT_FORMAT,
    retrySchedule: [],
    maxInFlight: 16,
    autoDisable: true,
    certificates: NOTHING_MET,
    version: 1,
    createdAt: 0,
    updatedAt: 0,
  });
  const rule = someRule({ setPriority: "High" });
  const shown = await trialRequest(database.db, { rule, eventId, channelId: "chn_1" }, Date.UTC(2026, 0, 2));
  expect(shown).toEqual({
    method: "POST",
    url: "https://jira.example.com/{{TOKEN}}",
    headers: {
      "content-type": "application/json",
      "accept-encoding": "identity",
      "User-Agent": "mine",
      "X-Api-Key": "••••",
      authorization: "Bearer ••••",
      "webhook-id": eventId,
      "webhook-timestamp": "1767312000",
      "webhook-signature": "v1,••••",
      "tocsin-hops": "3",
    },
    body: expect.stringContaining('"priority":"High"'),
  });
});
