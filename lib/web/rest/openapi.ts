import { Components } from "./components.ts";
import { Problem, problem } from "./openapi-problem.ts";
import type { Route } from "./route.ts";

/** The routes by noun. Each noun becomes a tag of the description. */
export type Nouns = Record<string, readonly Route[]>;

const TAGS: Record<string, string> = {
  Overview: "What needs somebody now, and how deliveries do",
  Alerts: "What came in, and what became of it",
  Channels: "Where webhooks go, with their secrets",
  Deliveries: "What was sent, attempt by attempt",
  Jobs: "Work on many things at once",
  Exports: "Everything that a filter finds, as a file",
  Rules: "Which events go to which channels",
  Mutes: "What is kept from being sent for a time",
  Sources: "How posts in other formats become alerts",
  "Access Requests": "Which channels get the seven Access Request events",
  "Audit Log": "Who changed what",
  Open: "What needs no key",
  Webhook: "What receivers get",
};

/**
 * The OpenAPI 3.1 description of these routes, of the addresses that need no key, and of what Tocsin sends to
 * receivers.
 */
export function openApiDocument(nouns: Nouns, webhooks: (components: Components) => object) {
  const components = new Components();
  components.output(Problem);
  const paths: Record<string, Record<string, object>> = { ...OPEN };
  for (const [tag, routes] of Object.entries(nouns))
    for (const route of routes) {
      const operation = { ...operationOf(route, components), tags: [tag] };
      paths[route.path] = { ...paths[route.path], [route.method.toLowerCase()]: operation };
    }
  return {
    openapi: "3.1.0",
    info: {
      title: "Tocsin",
      version: "1",
      description: "Alerts in, webhooks out. Errors are problem JSON (RFC 9457).",
      license: { name: "MIT", identifier: "MIT" },
    },
    servers: [{ url: "/", description: "The installation that gave this description" }],
    tags: Object.entries(TAGS).map(([name, description]) => ({ name, description })),
    paths,
    webhooks: webhooks(components),
    components: {
      securitySchemes: {
        apiKey: { type: "http", scheme: "bearer", description: "An API key with the scope" },
      },
      schemas: components.schemas,
    },
  };
}

const json = (schema: object) => ({ "application/json": { schema } });

function operationOf(route: Route, components: Components): object {
  const parameters = [...inPath(route), ...inQuery(route, components), ...inHeader(route)];
  return {
    operationId: route.id,
    summary: route.summary,
    ...(route.description !== undefined && { description: route.description }),
    security: route.scope === null ? [] : [{ apiKey: [route.scope] }],
    ...(parameters.length > 0 && { parameters }),
    ...(route.body !== undefined && { requestBody: requestBody(route.body, components) }),
    responses: { ...success(route, components), ...failures(route) },
  };
}

const inPath = ({ path }: Route) =>
  [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: "path",
    required: true,
    schema: { type: "string" },
  }));

const inQuery = ({ query = {} }: Route, components: Components) =>
  Object.entries(query).map(([name, schema]) => ({
    name,
    in: "query",
    schema: components.parameter(schema),
  }));

const inHeader = ({ headers = {} }: Route) =>
  Object.entries(headers).map(([name, description]) => ({
    name,
    in: "header",
    description,
    schema: { type: "string", minLength: 1, maxLength: 200 },
  }));

function requestBody(body: NonNullable<Route["body"]>, components: Components): object {
  const { optional, also } = body;
  const other = also && { [also.type]: { schema: { type: "string", description: also.holds } } };
  return { required: !optional, content: { ...json(components.body(body)), ...other } };
}

function success({ status = 200, output, summary, files }: Route, components: Components): object {
  if (files !== undefined) return { "200": { description: summary, content: filesIn(files) } };
  if (output === null) return { "204": { description: "Done" } };
  return { [status]: { description: summary, content: json(components.output(output)) } };
}

const filesIn = (files: Record<string, string>) =>
  Object.fromEntries(
    Object.entries(files).map(([type, holds]) => [type, { schema: { type: "string", description: holds } }]),
  );

/** The errors of a route: those implied by its scope, query and body, and those that it lists itself. */
function failures({ method, scope, query, body, readsOnly, fails = [] }: Route): object {
  const implied = [
    ...(scope === null ? [] : [401, 403, 429]),
    ...(query === undefined ? [] : [422]),
    ...(body === undefined ? [] : [400, 413, 415, 422]),
    ...(method === "GET" || readsOnly ? [] : [503]),
  ];
  const statuses = [...new Set([...implied, ...fails])].sort((a, b) => a - b);
  return Object.fromEntries(statuses.map((status) => [status, problem(status)]));
}

const answers = (description: string, schema: object) => ({ description, content: json(schema) });
const OK = { type: "object", properties: { status: { const: "ok" } }, required: ["status"] };

const OPEN = {
  "/healthz": {
    get: {
      operationId: "getHealth",
      summary: "Whether the listener and the engine answer, and what is written reaches the disk",
      tags: ["Open"],
      security: [],
      responses: { "200": answers("They do", OK), "503": problem(503) },
    },
  },
  "/livez": {
    get: {
      operationId: "getLiveness",
      summary: "Whether the process answers at all, also while it starts",
      tags: ["Open"],
      security: [],
      responses: { "200": answers("It does", OK) },
    },
  },
  "/metrics": {
    get: {
      operationId: "getMetrics",
      summary: "Metrics for Prometheus; clients in METRICS_ALLOW need no key",
      tags: ["Open"],
      security: [{ apiKey: ["read"] }, {}],
      responses: {
        "200": { description: "The metrics", content: { "text/plain": { schema: { type: "string" } } } },
        "401": problem(401),
        "403": problem(403),
        "429": problem(429),
        "503": problem(503),
      },
    },
  },
};
