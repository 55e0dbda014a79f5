import { z } from "zod";
import { accessRequests } from "./access-requests.ts";
import { alerts } from "./alerts.ts";
import { audit } from "./audit.ts";
import { channels } from "./channels.ts";
import { deliveries } from "./deliveries.ts";
import { exports } from "./exports.ts";
import { jobs } from "./jobs.ts";
import { mutes } from "./mutes.ts";
import { openApiDocument } from "./openapi.ts";
import { overview } from "./overview.ts";
import { type Route, route } from "./route.ts";
import { rules } from "./rules.ts";
import { sources } from "./sources.ts";
import { outgoing } from "./webhook.ts";

/** The whole REST interface, by noun, on one page. */
const nouns = {
  Overview: overview,
  Alerts: alerts,
  Channels: channels,
  Deliveries: deliveries,
  Jobs: jobs,
  Exports: exports,
  Rules: rules,
  Mutes: mutes,
  Sources: sources,
  "Access Requests": accessRequests,
  "Audit Log": audit,
} as const satisfies Record<string, readonly Route[]>;

const description = route("GET /api/v1/openapi.json", {
  id: "getDescription",
  summary: "This description",
  scope: null,
  output: z.looseObject({ openapi: z.string() }),
  run: async () => openApi,
});

/** Every route of the REST interface. */
export const table: readonly Route[] = [...Object.values(nouns).flat(), description];

/** The answer to `GET /api/v1/openapi.json`. */
export const openApi = openApiDocument({ ...nouns, Open: [description] }, outgoing);
