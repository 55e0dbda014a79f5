import { answers, body, inPath, inQuery, listQuery, pageOf, problems, ref, scope } from "./parts.ts";

export const rulesPaths = {
  "/api/v1/rules": {
    get: {
      operationId: "listRules",
      summary: "List rules, newest first",
      ...scope("read"),
      parameters: [
        ...listQuery,
        inQuery("enabled", { type: "boolean" }),
        inQuery("name", { type: "string" }),
      ],
      responses: { "200": answers("A page", pageOf("Rule")), ...problems(422) },
    },
    post: {
      operationId: "createRule",
      summary: "Make a rule; the next event is routed by it",
      ...scope("manage"),
      requestBody: body(ref("NewRule")),
      responses: { "201": answers("Made", ref("Rule")), ...problems(400, 409, 413, 415, 422, 503) },
    },
  },
  "/api/v1/rules/{id}": {
    parameters: [inPath("id")],
    get: {
      operationId: "getRule",
      summary: "A rule",
      ...scope("read"),
      responses: { "200": answers("The rule", ref("Rule")), ...problems(404) },
    },
    patch: {
      operationId: "updateRule",
      summary: "Change the members given, or send back what was read; with an old version it is refused",
      ...scope("manage"),
      requestBody: body(ref("RuleChanges")),
      responses: {
        "200": answers("The rule as it is now", ref("Rule")),
        ...problems(400, 404, 409, 413, 415, 422, 503),
      },
    },
    delete: {
      operationId: "deleteRule",
      summary: "Delete a rule; what it has queued is still sent",
      ...scope("manage"),
      responses: { "204": { description: "Deleted" }, ...problems(404, 503) },
    },
  },
  "/api/v1/rules/try": {
    post: {
      operationId: "tryRule",
      summary: "What a draft rule would have done with the last 1,000 events; nothing is stored or sent",
      ...scope("manage"),
      requestBody: body(ref("DraftRule")),
      responses: { "200": answers("Per event", ref("RuleTrial")), ...problems(400, 413, 415, 422) },
    },
  },
};
