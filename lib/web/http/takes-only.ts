import { toResponse } from "./answer.ts";
import { methodRefused } from "./problem.ts";

type Method = "DELETE" | "GET" | "PATCH" | "POST" | "PUT";

/**
 * Handlers that refuse all but the given methods and answer OPTIONS. Next's own 405 has no body, and its own
 * Allow would name every exported method.
 */
export function takesOnly(...taken: Method[]): Record<Method | "OPTIONS", () => Response> {
  const head = taken.includes("GET") ? ["HEAD"] : [];
  const allow = [...taken, ...head, "OPTIONS"].join(", ");
  const refuse = () => toResponse(methodRefused(allow));
  const options = () => new Response(null, { status: 204, headers: { allow } });
  return { DELETE: refuse, GET: refuse, PATCH: refuse, POST: refuse, PUT: refuse, OPTIONS: options };
}
