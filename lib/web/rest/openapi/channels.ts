import { HEALTHS } from "#lib/domain/channel/health.ts";
import { answers, body, inPath, inQuery, json, listQuery, pageOf, problems, ref, scope } from "./parts.ts";

export const channelsPaths = {
  "/api/v1/channels": {
    get: {
      operationId: "listChannels",
      summary: "List channels, newest first",
      ...scope("read"),
      parameters: [
        ...listQuery,
        inQuery("enabled", { type: "boolean" }),
        inQuery("health", { type: "string", enum: HEALTHS }),
        inQuery("name", { type: "string" }),
      ],
      responses: { "200": answers("A page", pageOf("Channel")), ...problems(422) },
    },
    post: {
      operationId: "createChannel",
      summary: "Make a channel; its signing secret is in this answer only",
      ...scope("manage"),
      requestBody: body(ref("NewChannel")),
      responses: {
        "201": answers("Made", {
          allOf: [
            ref("Channel"),
            {
              type: "object",
              properties: { signing_secret: { type: "string" } },
              required: ["signing_secret"],
            },
          ],
        }),
        ...problems(400, 409, 413, 415, 422, 503),
      },
    },
  },
  "/api/v1/channels/{id}": {
    parameters: [inPath("id")],
    get: {
      operationId: "getChannel",
      summary: "A channel",
      ...scope("read"),
      responses: { "200": answers("The channel", ref("Channel")), ...problems(404) },
    },
    patch: {
      operationId: "updateChannel",
      summary: "Change the members given, or send back what was read; with an old version it is refused",
      ...scope("manage"),
      requestBody: body(ref("ChannelChanges")),
      responses: {
        "200": answers("The channel as it is now", ref("Channel")),
        ...problems(400, 404, 409, 413, 415, 422, 503),
      },
    },
    delete: {
      operationId: "deleteChannel",
      summary: "Delete a channel and cancel what waits for it",
      ...scope("manage"),
      responses: { "204": { description: "Deleted" }, ...problems(404, 503) },
    },
  },
  "/api/v1/channels/{id}/test": {
    post: {
      operationId: "testChannel",
      summary: "Really send a simulated alert; with unsaved changes it needs the scope manage",
      ...scope("operate"),
      parameters: [inPath("id")],
      requestBody: { content: json(ref("TestInput")) },
      responses: {
        "200": answers("What was sent and what came back", ref("TestResult")),
        ...problems(400, 404, 413, 415, 422, 429, 503),
      },
    },
  },
  "/api/v1/channels/{id}/rotate-signing-secret": {
    post: {
      operationId: "rotateSigningSecret",
      summary: "A new signing secret, in this answer only; for 24 h both sign",
      ...scope("manage"),
      parameters: [inPath("id")],
      responses: {
        "200": answers("The new secret", {
          type: "object",
          properties: {
            signing_secret: { type: "string" },
            previous_valid_until: { type: "string", format: "date-time" },
          },
          required: ["signing_secret", "previous_valid_until"],
        }),
        ...problems(404, 503),
      },
    },
  },
  "/api/v1/channels/{id}/trust-certificate": {
    post: {
      operationId: "trustCertificate",
      summary: "Trust the certificate that the receiver showed last",
      ...scope("manage"),
      parameters: [inPath("id")],
      requestBody: {
        content: json(ref("TrustInput")),
      },
      responses: {
        "200": answers("The channel", ref("Channel")),
        ...problems(400, 404, 409, 413, 415, 422, 503),
      },
    },
  },
};
