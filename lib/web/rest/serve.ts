import { AppError } from "#lib/domain/errors.ts";
import { parseJsonExactly } from "#lib/domain/json.ts";
import { authenticateApiKey, type KeyRequest } from "#lib/web/auth/api-key.ts";
import { toResponse } from "#lib/web/http/answer.ts";
import { incomingOfWeb, readText } from "#lib/web/http/incoming.ts";
import { mediaTypeOf } from "#lib/web/http/media-type.ts";
import { ownClient } from "#lib/web/http/own-headers.ts";
import { HttpError, methodRefused, problem, problemOf } from "#lib/web/http/problem.ts";
import { readQuery } from "./query.ts";
import { withoutReadOnly } from "./read-only.ts";
import type { Body, Route } from "./route.ts";

const MAX_BODY_BYTES = 1024 * 1024;

/** A path of the table with its routes, and the pattern that matches it. */
type Address = { pattern: RegExp; names: string[]; routes: Map<string, Route> };

/** Makes the handler that answers every request to the REST interface. */
export function createServe(table: readonly Route[]): (request: Request) => Promise<Response> {
  const addresses = addressesOf(table);
  return async (request) => {
    const found = find(addresses, new URL(request.url).pathname);
    if (found.length === 0) return problem(404, NOWHERE);
    const method = request.method === "HEAD" ? "GET" : request.method;
    const taken = found.find(({ address }) => address.routes.has(method));
    const route = taken?.address.routes.get(method);
    if (taken === undefined || route === undefined) return refuseMethod(request, found);
    const told = new Headers();
    const answered = await answer(request, route, { params: taken.params, told }).catch(problemOf);
    for (const [name, value] of told) answered.headers.set(name, value);
    return answered;
  };
}

const NOWHERE = "There is nothing at this address: /api/v1/openapi.json lists what there is.";

/**
 * The addresses of the table. A fixed path comes before one with a parameter in the same place: /rules/try
 * before /rules/{id}.
 */
function addressesOf(table: readonly Route[]): Address[] {
  const byPath = Map.groupBy(table, ({ path }) => path);
  return [...byPath]
    .sort(([a], [b]) => a.split("{").length - b.split("{").length)
    .map(([path, routes]) => ({
      pattern: new RegExp(`^${path.replace(/\{\w+\}/g, "([^/]+)")}$`),
      names: [...path.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name),
      routes: new Map(routes.map((route) => [route.method, route])),
    }));
}

type Found = { address: Address; params: Record<string, string> };

/**
 * The addresses that match a path: the first in the table, and for the path of an alert also the alert's own
 * address. The sender chooses an alert's id, so it may equal one of our fixed words, such as "status".
 */
function find(addresses: readonly Address[], pathname: string): Found[] {
  const found = addresses.flatMap((address) => {
    const values = address.pattern.exec(pathname)?.slice(1);
    if (values === undefined) return [];
    const params = address.names.map((name, index) => [name, decodeURIComponent(values[index] ?? "")]);
    return [{ address, params: Object.fromEntries(params) }];
  });
  return found.filter(({ params }, index) => index === 0 || "alert_id" in params);
}

const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"];

/** 405 with the methods that the address takes; OPTIONS gets the same list with 204. */
function refuseMethod(request: Request, found: readonly Found[]): Response {
  const taken = METHODS.filter((method) => found.some(({ address }) => address.routes.has(method)));
  const allow = [...taken, ...(taken.includes("GET") ? ["HEAD"] : []), "OPTIONS"].join(", ");
  if (request.method === "OPTIONS") return new Response(null, { status: 204, headers: { allow } });
  return toResponse(methodRefused(allow));
}

const NOBODY = { kind: "nobody" } as const;

type Asked = {
  params: Record<string, string>;
  /** Takes the headers that tell of the key's limit, also if this throws. */
  told: Headers;
};

/** Checks the key, then reads the query and the body, then runs the route. */
async function answer(request: Request, route: Route, { params, told }: Asked): Promise<Response> {
  const actor = route.scope === null ? NOBODY : authenticateApiKey(keyRequestOf(request, told), route.scope);
  const query = route.query === undefined ? {} : readQuery(new URL(request.url).searchParams, route.query);
  const body = route.body === undefined ? undefined : await readBody(request, route.body, params.id);
  const result = await route.run({ actor, params, query, body });
  if (route.output === null) return new Response(null, { status: 204 });
  const made = Response.json(result, { status: route.status ?? 200 });
  if (route.location !== undefined) made.headers.set("location", route.location(result));
  return made;
}

const keyRequestOf = ({ headers }: Request, told: Headers): KeyRequest => ({
  authorization: headers.get("authorization"),
  client: () => ownClient((name) => headers.get(name)),
  tell: (limit) => {
    for (const [name, value] of Object.entries(limit)) told.set(name, value);
  },
});

/** The JSON body without its read-only members. Throws HttpError 415, 413 or 400, AppError `invalid`. */
async function readBody(
  request: Request,
  { optional, readOnly }: Body,
  id: string | undefined,
): Promise<unknown> {
  if (optional && !hasBody(request.headers)) return {};
  const body = await readJson(request);
  if (optional && !isObject(body)) throw new AppError("invalid", "The body must be a JSON object.");
  return readOnly === undefined ? body : withoutReadOnly(body, readOnly, id);
}

async function readJson(request: Request): Promise<unknown> {
  const incoming = incomingOfWeb(request);
  if (mediaTypeOf(incoming) !== "application/json")
    throw new HttpError(415, "Send Content-Type: application/json.");
  const text = await readText(incoming, MAX_BODY_BYTES);
  try {
    return parseJsonExactly(text);
  } catch (error) {
    throw new HttpError(400, `The body is ${error instanceof Error ? error.message : "not valid JSON"}.`);
  }
}

const isObject = (body: unknown): body is Record<string, unknown> =>
  typeof body === "object" && body !== null && !Array.isArray(body);

/**
 * Only these headers announce a body (RFC 9112 §6.3). A body without a content type is refused, not ignored.
 */
const hasBody = (headers: Headers): boolean =>
  headers.has("transfer-encoding") || Number(headers.get("content-length")) > 0;
