import { describe, expect, test } from "vitest";
import { indexAlerts } from "#db/queries/alert-search.ts";
import { searchConsole } from "#lib/web/show/search.ts";
import { type AlertsDatabase, alertsDatabase, anEvent } from "../../../support/stored-alerts.ts";

function filled(): AlertsDatabase {
  const database = alertsDatabase();
  database.store(
    ...Array.from({ length: 12 }, (_, n) =>
      anEvent({ alert_id: `disk-${n}`, alert_title: `Disk ${n} full` }, n),
    ),
    anEvent({ alert_id: "disk", alert_title: "The disk itself" }),
  );
  return database;
}

const titles = async ({ db }: AlertsDatabase, typed: string) =>
  (await searchConsole(db, typed)).map(({ kind, title }) => `${kind} ${title}`);

describe("the search over the console", () => {
  test.each(["", "   "])("finds nothing for %j", async (typed) => {
    using database = filled();
    expect(await searchConsole(database.db, typed)).toEqual([]);
  });

  test("finds an alert by a word of its title, the newest first, at most 8", async () => {
    using database = filled();
    const found = await titles(database, "full");
    expect(found).toHaveLength(8);
    expect(found[0]).toBe("alert Disk 11 full");
  });

  test("puts the alert of exactly that id first, indexed or not", async () => {
    using database = filled();
    expect((await titles(database, "disk"))[0]).toBe("alert The disk itself");
    while (indexAlerts(database.db, 100) > 0);
    const found = await titles(database, "disk");
    expect(found[0]).toBe("alert The disk itself");
    expect(found).toHaveLength(8);
    expect(new Set(found).size).toBe(8);
  });
});
