import { accessRequestsPaths } from "./access-requests.ts";
import { alertsPaths } from "./alerts.ts";
import { channelsPaths } from "./channels.ts";
import { deliveriesPaths } from "./deliveries.ts";
import { openPaths } from "./open.ts";
import { rulesPaths } from "./rules.ts";
import { schemas } from "./schemas.ts";

/** The OpenAPI 3.1 description of the REST interface. */
export const openApiDocument = {
  openapi: "3.1.0",
  info: {
    title: "Tocsin",
    version: "1",
    description: "Alerts in, webhooks out. Errors are problem JSON (RFC 9457).",
  },
  paths: {
    ...alertsPaths,
    ...channelsPaths,
    ...deliveriesPaths,
    ...rulesPaths,
    ...accessRequestsPaths,
    ...openPaths,
  },
  components: {
    securitySchemes: { apiKey: { type: "http", scheme: "bearer", description: "An API key with the scope" } },
    schemas,
  },
};
