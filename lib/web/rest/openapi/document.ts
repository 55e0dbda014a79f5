import { accessRequestsPaths } from "./access-requests.ts";
import { alertsPaths } from "./alerts.ts";
import { channelsPaths } from "./channels.ts";
import { deliveriesPaths } from "./deliveries.ts";
import { jobsPaths } from "./jobs.ts";
import { openPaths } from "./open.ts";
import { tagged } from "./parts.ts";
import { rulesPaths } from "./rules.ts";
import { schemas } from "./schemas.ts";
import { outgoing } from "./webhook.ts";

const TAGS = {
  Alerts: "What came in, and what became of it",
  Channels: "Where webhooks go, with their secrets",
  Deliveries: "What was sent, attempt by attempt",
  Jobs: "Changes of many things at once",
  Rules: "Which events go to which channels",
  "Access Requests": "Which channels get the seven Access Request events",
  Open: "What needs no key",
  Webhook: "What receivers get",
};

/** The OpenAPI 3.1 description of the REST interface. */
export const openApiDocument = {
  openapi: "3.1.0",
  info: {
    title: "Tocsin",
    version: "1",
    description: "Alerts in, webhooks out. Errors are problem JSON (RFC 9457).",
    license: { name: "MIT", identifier: "MIT" },
  },
  servers: [{ url: "/", description: "The installation that gave this description" }],
  tags: Object.entries(TAGS).map(([name, description]) => ({ name, description })),
  paths: {
    ...tagged("Alerts", alertsPaths),
    ...tagged("Channels", channelsPaths),
    ...tagged("Deliveries", deliveriesPaths),
    ...tagged("Jobs", jobsPaths),
    ...tagged("Rules", rulesPaths),
    ...tagged("Access Requests", accessRequestsPaths),
    ...tagged("Open", openPaths),
  },
  webhooks: outgoing,
  components: {
    securitySchemes: { apiKey: { type: "http", scheme: "bearer", description: "An API key with the scope" } },
    schemas,
  },
};
