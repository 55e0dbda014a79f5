import { answers, body, problems, ref, scope } from "./parts.ts";

export const accessRequestsPaths = {
  "/api/v1/access-requests": {
    get: {
      operationId: "getAccessRequests",
      summary: "Which channels are notified of which Access Request events",
      ...scope("read"),
      responses: { "200": answers("The settings", ref("AccessRequests")), ...problems() },
    },
    put: {
      operationId: "setAccessRequests",
      summary: "Set all of it: a channel left out is no longer notified; with an old version it is refused",
      ...scope("manage"),
      requestBody: body(ref("AccessRequestsInput")),
      responses: {
        "200": answers("The settings as they are now", ref("AccessRequests")),
        ...problems(400, 409, 413, 415, 422, 503),
      },
    },
  },
};
