import { expect, test } from "vitest";
import { recordAudit } from "#db/queries/audit.ts";
import { newestMoment } from "#db/queries/newest-moment.ts";
import { QueueDatabase } from "../engine/delivery/queue-database.ts";

test("the newest moment is that of the last event or of the last change, whichever is later", () => {
  using queue = new QueueDatabase(["chn_a"]);
  const { db } = queue.connection;
  const change = (now: number) => recordAudit({ db, now }, { kind: "cli" }, { action: "backups.create" });
  expect(newestMoment(db)).toBeNull();
  queue.publish("a", 10);
  expect(newestMoment(db)).toBe(10);
  change(30);
  expect(newestMoment(db)).toBe(30);
  queue.publish("a", 20);
  expect(newestMoment(db)).toBe(30);
  queue.publish("a", 40);
  expect(newestMoment(db)).toBe(40);
});
