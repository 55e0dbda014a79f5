import { problem } from "#lib/problem.ts";

/** What a route answers to the methods that it does not have: Next's own 405 has no body. */
export const methodNotAllowed = (): Response =>
  problem(405, "This address does not take this method: /api/v1/openapi.json lists which it takes.");
