import { expect, test } from "vitest";
import { tryRule } from "#lib/show/rule-trial.ts";
import { someRule } from "../../support/rules.ts";
import { alertsDatabase, anEvent } from "../../support/stored-alerts.ts";

test("a trial lets others have the thread, however long the expression takes", async () => {
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
