import { untoldOwnAlerts } from "#db/queries/untold-own-alerts.ts";
import { readDb } from "#db/read.ts";
import { AppError } from "#lib/domain/errors.ts";
import { currentSession } from "#lib/web/auth/session.ts";
import { problemOf } from "#lib/web/http/problem.ts";
import { takesOnly } from "#lib/web/http/takes-only.ts";

/** What stands above every page, for pages that stay open: `{"untold": [{"alertId", "title"}]}`. */
export async function GET(): Promise<Response> {
  try {
    if ((await currentSession()) === null) throw new AppError("unauthenticated", "Sign in first.");
    const untold = await untoldOwnAlerts(readDb());
    return Response.json({ untold }, { headers: { "cache-control": "no-store" } });
  } catch (error) {
    return problemOf(error);
  }
}

export const { DELETE, OPTIONS, PATCH, POST, PUT } = takesOnly("GET");
