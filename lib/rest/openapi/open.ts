import { answers, open, openProblems } from "./parts.ts";
import { object } from "./shapes.ts";

/** What needs no key. */
export const openPaths = {
  "/healthz": {
    get: {
      operationId: "getHealth",
      summary: "Whether the listener, the database and the engine answer",
      ...open,
      responses: { "200": answers("They do", object({ status: { const: "ok" } })), ...openProblems(503) },
    },
  },
  "/api/v1/openapi.json": {
    get: {
      operationId: "getDescription",
      summary: "This description",
      ...open,
      responses: { "200": answers("OpenAPI 3.1", { type: "object" }) },
    },
  },
};
