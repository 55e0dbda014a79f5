import type Database from "better-sqlite3";

/** Far from the numbers of the boots that the bench itself makes. */
const BOOT = 1_000_000;

/**
 * Fills a migrated database with `events` events of one channel, of which one in a hundred was not delivered.
 * Each event has an alert of its own.
 */
export function fillHistory(sqlite: Database.Database, events: number, channelId: string): void {
  const startedAt = Date.now() - 7 * 24 * 3_600_000;
  const upTo = `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${events})`;
  const moment = `${startedAt} + i / 4`;
  const status = "CASE i % 4 WHEN 0 THEN 'Open' WHEN 1 THEN 'Acknowledged' ELSE 'Resolved' END";
  const priority = "CASE i % 5 WHEN 0 THEN 'Critical' WHEN 1 THEN 'High' WHEN 2 THEN 'Low' ELSE 'Medium' END";
  const failed = "i % 100 = 7";
  const title = "'Disk almost full on host-' || (i % 997)";
  const payload = `json_object('alert_id', 'past-' || i, 'alert_title', ${title}, 'category', 'Storage',
    'description', 'The volume /var is at 96 % and grows by 2 GB an hour.', 'di_event', NULL,
    'event_description', NULL, 'initiated_by', 'monitor', 'occurred_at', '2026-11-20T00:00:00.000Z',
    'previous_alert_status', NULL, 'priority', ${priority}, 'rule_id', NULL, 'source_id', NULL,
    'source_name', 'node-exporter', 'source_type', 'metrics', 'source_url', NULL, 'status', ${status},
    'update_at', '2026-11-20T00:00:00.000Z')`;
  sqlite.exec(`
    BEGIN;
    INSERT INTO boots (number, value) VALUES (${BOOT}, '0000000000000');
    ${upTo} INSERT INTO events (seq, boot, alert_id, payload, test, received_at)
      SELECT i, ${BOOT}, 'past-' || i, ${payload}, 0, ${moment} FROM n;
    ${upTo} INSERT INTO alerts (alert_id, title, status, priority, category, source_name, occurrences, first_at,
        updated_at, last_event_seq)
      SELECT 'past-' || i, ${title}, ${status}, ${priority}, 'Storage', 'node-exporter', 1, ${moment}, ${moment}, i
      FROM n;
    ${upTo} INSERT INTO deliveries (seq, boot, event_seq, alert_id, channel_id, position, state, reason,
        test, attempts_made, schedule_start, created_at, finished_at, started_at, duration_ms, outcome, status,
        message, channel_version, signature)
      SELECT i, ${BOOT}, i, 'past-' || i, '${channelId}', 1, iif(${failed}, 'failed', 'delivered'),
        iif(${failed}, 'final_status', NULL), 0, 1, 0, ${moment}, ${moment}, ${moment}, 3,
        iif(${failed}, 'http_status', 'delivered'), iif(${failed}, 401, 200), '127.0.0.1 answered.', 1,
        'v1,' || hex(zeroblob(22))
      FROM n;
    COMMIT;`);
}

/**
 * Fills the rollups of eight days for `channels` channels with made-up ids, each with something in every
 * minute.
 */
export function fillRollups(sqlite: Database.Database, channels: number): void {
  const latencies = Array.from({ length: 25 }, (_, index) => `latency_${index}`);
  const values = latencies.map((_, index) => (index > 2 && index < 8 ? "(at / 60000) % 7" : "0"));
  for (const span of [60_000, 900_000, 3_600_000]) {
    const last = Math.floor(Date.now() / span);
    sqlite.exec(`
      WITH RECURSIVE n(i) AS (SELECT ${last} UNION ALL SELECT i - 1 FROM n WHERE i > ${last} - ${EIGHT_DAYS} / ${span}),
        c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < ${channels}),
        parts AS (SELECT n.i * ${span} AS at, printf('chn_past-%032d', c.i) AS channel_id FROM n, c)
      INSERT INTO rollups (span, at, channel_id, delivered, failed, cancelled, failed_attempts, ${latencies.join(", ")})
        SELECT ${span}, at, channel_id, 30, 1, 0, 2, ${values.join(", ")} FROM parts;`);
  }
}

const EIGHT_DAYS = 8 * 24 * 3_600_000;

/** Fills the audit log with `rows` rows of a year: ten users and the command line, who change twenty rules and more. */
export function fillAudit(sqlite: Database.Database, rows: number): void {
  const startedAt = Date.now() - 365 * 24 * 3_600_000;
  const moment = `${startedAt} + i * ${Math.floor((364 * 24 * 3_600_000) / rows)}`;
  const byUser = "i % 11 < 10";
  const action =
    "CASE i % 4 WHEN 0 THEN 'rules.update' WHEN 1 THEN 'alerts.set-status' WHEN 2 THEN 'users.sign-in' ELSE 'channels.update' END";
  sqlite.exec(`
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${rows})
    INSERT INTO audit (at, actor_kind, actor_id, actor_name, address, action, target_id, target_name, details)
      SELECT ${moment}, iif(${byUser}, 'user', 'cli'), iif(${byUser}, 'usr_past-' || (i % 11), NULL),
        iif(${byUser}, 'Past user ' || (i % 11), 'cli'), iif(${byUser}, '192.0.2.' || (i % 251), NULL), ${action},
        'rul_past-' || (i % 97), 'Rule ' || (i % 97), json_object('enabled', 'no', 'description', printf('%.80c', 'x'))
      FROM n;`);
}
