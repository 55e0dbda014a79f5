import type { Db } from "#db/client.ts";
import { findAlertHistory } from "#db/queries/alert-history.ts";
import { AppError } from "#lib/domain/errors.ts";
import { presentAlert } from "./alert.ts";

/** 200 with the alert and its last 100 events. Throws AppError `not_found`. */
export async function alertAnswer(db: Db, alertId: string): Promise<Response> {
  const alert = await findAlertHistory(db, alertId);
  if (alert === null) throw new AppError("not_found", "There is no such alert.");
  return Response.json(presentAlert(alert));
}
