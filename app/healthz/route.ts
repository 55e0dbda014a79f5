import { proveHealth } from "#lib/web/health.ts";
import { problemOf } from "#lib/web/http/problem.ts";
import { takesOnly } from "#lib/web/http/takes-only.ts";

/** 200 if the listener, the database and the engine all answer. */
export async function GET(): Promise<Response> {
  try {
    await proveHealth();
    return Response.json({ status: "ok" });
  } catch (error) {
    return problemOf(error);
  }
}

export const { DELETE, OPTIONS, PATCH, POST, PUT } = takesOnly("GET");
