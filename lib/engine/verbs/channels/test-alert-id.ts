import { randomUUID } from "node:crypto";
import type { Db } from "#db/client.ts";
import { isTestedAlert } from "#db/queries/attempts.ts";
import { AppError } from "#lib/domain/errors.ts";

/** Tests of settings that are not saved leave no row: these many of their ids are remembered, the newest. */
const REMEMBERED = 1_000;
const answered = new Set<string>();

/**
 * The `alert_id` of a Test: a fresh one that no source uses, or the one that an earlier Test answered, so that the
 * Resolved of a Test names its Open. Throws AppError `invalid` for any other.
 */
export function testAlertId(db: Db, given: string | null | undefined): string {
  if (given == null) return `test-${randomUUID()}`;
  if (answered.has(given) || isTestedAlert(db, given)) return given;
  throw new AppError("invalid", OTHER, [{ path: "alert.alert_id", message: OTHER }]);
}

const OTHER =
  "A Test makes its own alert_id, so that it touches no real alert: leave it out, or repeat the one of an earlier Test.";

/** A later Test may repeat the id of this one. */
export function rememberTestAlertId(alertId: string): void {
  answered.delete(alertId);
  answered.add(alertId);
  const [oldest] = answered;
  if (answered.size > REMEMBERED && oldest !== undefined) answered.delete(oldest);
}
