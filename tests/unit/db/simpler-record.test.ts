import { join } from "node:path";
import { expect, test } from "vitest";
import { type Connection, openWriter } from "#db/client.ts";
import { migrate } from "#db/migrate.ts";
import { ALERT_FORMAT } from "#lib/domain/format/format.ts";
import { copyOfFolder } from "../../support/former-folders.ts";

/** Opens the former version's database, changes it by `damage`, and migrates it. */
function migrated(damage: (sqlite: Connection["sqlite"]) => void): Connection & Disposable {
  const folder = copyOfFolder("stored-attempts-version");
  const connection = openWriter(join(folder.path, "tocsin.db"));
  damage(connection.sqlite);
  migrate(connection);
  return {
    ...connection,
    [Symbol.dispose]() {
      connection.sqlite.close();
      folder[Symbol.dispose]();
    },
  };
}

const CANCELLED = "SELECT min(seq) FROM deliveries WHERE state = 'cancelled' AND attempts_made = 1";

test("an attempt that was stored and not counted is counted", () => {
  let seq = 0;
  using database = migrated((sqlite) => {
    seq = Number(sqlite.prepare(CANCELLED).pluck().get());
    sqlite.prepare("UPDATE deliveries SET attempts_made = 0 WHERE seq = ?").run(seq);
  });
  const made = database.sqlite.prepare("SELECT attempts_made FROM deliveries WHERE seq = ?").pluck();
  expect(made.get(seq)).toBe(1);
});

const LINE = `SELECT channel_id AS channelId, alert_id AS alertId FROM deliveries
  WHERE state = 'pending' GROUP BY channel_id, alert_id HAVING count(*) > 1 LIMIT 1`;

test("a line without a head has the first of those that wait as its head, and no other line changes", () => {
  let line = { channelId: "", alertId: "" };
  let others: unknown[] = [];
  const dueOfOthers = `SELECT seq, next_attempt_at FROM deliveries
    WHERE state = 'pending' AND NOT (channel_id = @channelId AND alert_id = @alertId) ORDER BY seq`;
  using database = migrated((sqlite) => {
    line = sqlite.prepare(LINE).get() as typeof line;
    others = sqlite.prepare(dueOfOthers).all(line);
    sqlite
      .prepare(
        "UPDATE deliveries SET next_attempt_at = NULL WHERE channel_id = @channelId AND alert_id = @alertId",
      )
      .run(line);
  });
  const due = database.sqlite
    .prepare(
      `SELECT next_attempt_at IS NOT NULL FROM deliveries
       WHERE state = 'pending' AND channel_id = @channelId AND alert_id = @alertId ORDER BY position`,
    )
    .pluck()
    .all(line);
  expect(due).toEqual([1, ...due.slice(1).map(() => 0)]);
  expect(due.length).toBeGreaterThan(1);
  expect(database.sqlite.prepare(dueOfOthers).all(line)).toEqual(others);
});

test("its channels, and what it kept of their former settings, send in the Alert format", () => {
  using database = migrated(() => {});
  for (const table of ["channels", "channel_versions"]) {
    const formats = database.sqlite.prepare(`SELECT format FROM ${table}`).pluck().all();
    expect(formats.length).toBeGreaterThan(1);
    for (const format of formats) expect(JSON.parse(String(format))).toEqual(ALERT_FORMAT);
  }
});
