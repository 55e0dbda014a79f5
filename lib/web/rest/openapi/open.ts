import { answers, open, openProblems } from "./parts.ts";
import { object } from "./shapes.ts";

/** What needs no key. */
export const openPaths = {
  "/healthz": {
    get: {
      operationId: "getHealth",
      summary: "Whether the listener and the engine answer, and what is written reaches the disk",
      ...open,
      responses: { "200": answers("They do", object({ status: { const: "ok" } })), ...openProblems(503) },
    },
  },
  "/livez": {
    get: {
      operationId: "getLiveness",
      summary: "Whether the process answers at all, also while it starts",
      ...open,
      responses: { "200": answers("It does", object({ status: { const: "ok" } })) },
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
