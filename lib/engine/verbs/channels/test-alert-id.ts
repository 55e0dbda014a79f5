import { randomUUID } from "node:crypto";
import type { Db } from "#db/client.ts";
import { isTestedAlert } from "#db/queries/test-deliveries.ts";
import { AppError } from "#lib/domain/errors.ts";

/** How many alert ids of Tests with unsaved settings are remembered, the newest: such Tests leave no row. */
const REMEMBERED = 1_000;
const answered = new Set<string>();

/**
 * The `alert_id` of a Test: a new one that no source uses, or one that an earlier Test returned, so that a
 * Test of Resolved can name the alert that a Test opened. Throws AppError `invalid` for any other id.
 */
export function testAlertId(db: Db, given: string | null | undefined): string {
  if (given == null) return `test-${randomUUID()}`;
  if (answered.has(given) || isTestedAlert(db, given)) return given;
  throw new AppError("invalid", OTHER, [{ path: "alert.alert_id", message: OTHER }]);
}

const OTHER =
  "A Test makes its own alert_id, so that it touches no real alert: leave it out, or repeat the one of an earlier Test.";

/** Lets a later Test use this id again. */
export function rememberTestAlertId(alertId: string): void {
  answered.delete(alertId);
  answered.add(alertId);
  const [oldest] = answered;
  if (answered.size > REMEMBERED && oldest !== undefined) answered.delete(oldest);
}
