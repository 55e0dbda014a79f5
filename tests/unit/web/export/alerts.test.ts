import { afterEach, beforeEach, expect, test } from "vitest";
import { alertsExporter } from "#lib/web/export/alerts.ts";
import type { Row } from "#lib/web/export/row.ts";
import { type AlertsDatabase, alertsDatabase, anEvent } from "../../../support/stored-alerts.ts";

let database: AlertsDatabase;

beforeEach(() => {
  database = alertsDatabase();
});

afterEach(() => database[Symbol.dispose]());

/** As large as an alert may be: texts of 10,000 characters of 4 bytes, and 16 KiB of details. */
const TEXT = "💾".repeat(10_000);
const largest = (n: number) => ({
  ...anEvent({ alert_id: `a${n}`, description: TEXT, event_description: TEXT }),
  details: { log: "x".repeat(16_000) },
});

test("a page of the largest alerts is read in parts of 100", async () => {
  database.store(...Array.from({ length: 250 }, (_, n) => largest(n)));
  const parts: Row[][] = [];
  for await (const read of alertsExporter.reads(database.db, {})) parts.push([...read]);
  expect(parts.map(({ length }) => length)).toEqual([100, 100, 50]);
  expect(parts.flat().map(({ alert_id }) => alert_id)).toEqual(
    Array.from({ length: 250 }, (_, n) => `a${249 - n}`),
  );
  expect(parts[0]?.[0]).toMatchObject({ details: { log: "x".repeat(16_000) } });
});
