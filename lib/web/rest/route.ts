import type { z } from "zod";
import type { Actor, Scope } from "#lib/domain/people/actor.ts";

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/** The names in the braces of a path, e.g. `/api/v1/rules/{id}` → `"id"`. */
type ParamOf<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}`
  ? Name | ParamOf<Rest>
  : never;

/** The members of a query, each with its schema. */
export type Shape = Record<string, z.ZodType>;

/** The body that a route takes. This only describes it: the verb parses it. */
export type Body = {
  schema: z.ZodType;
  /** Members of the answer that a change ignores, so that clients can send back what they read. */
  readOnly?: readonly string[];
  /** Whether the body may be missing, which counts as an empty object. */
  optional?: boolean;
  /** Another content type that the route takes, and what such a body holds. */
  also?: { type: string; holds: string };
};

/** One authenticated request to a route, with its query parsed. */
type RouteCall<Params extends string, Query> = {
  /** The caller: a key with the scope, or nobody if the route needs none. */
  actor: Actor;
  params: Record<Params, string>;
  query: Query;
  /** The body as it was sent, without its read-only members. */
  body: unknown;
};

type QueryOf<Filters extends Shape> = z.output<z.ZodObject<Filters>>;

type Definition<Params extends string, Filters extends Shape, Output extends z.ZodType> = {
  /** The operation's id in the OpenAPI description. */
  id: string;
  summary: string;
  /** Details that the summary leaves out. */
  description?: string;
  /** Null if the route needs no key. */
  scope: Scope | null;
  /** The filters of a list by member name; `limit` and `cursor` are added. */
  query?: Filters;
  body?: Body;
  /**
   * True if the route writes nothing, whatever its method. Then it needs neither the engine nor disk space.
   */
  readsOnly?: true;
  /** 200 unless given. */
  status?: 200 | 201 | 202;
  /** The schema of the answer; null for 204 without a body. */
  output: Output | null;
  /** For an answer that is a file and no JSON: its content types, and what a file of each holds. */
  files?: Record<string, string>;
  /** Headers that the route reads, each with its purpose. */
  headers?: Record<string, string>;
  /** Errors that scope, query and body don't already imply. */
  fails?: readonly number[];
  /** The Location of a 201. */
  location?(made: z.output<Output>): string;
  run(call: RouteCall<Params, QueryOf<Filters>>): Promise<z.output<Output>>;
};

/** A route in the table, whatever its parameters. */
export type Route = {
  method: Method;
  path: string;
} & Definition<string, Shape, z.ZodType>;

/**
 * Defines one operation of the REST interface as a value: `route("GET /api/v1/rules/{id}", { … })`. Its
 * answers, its OpenAPI description and its tests all come from this value.
 */
export function route<
  const At extends `${Method} /${string}`,
  Filters extends Shape,
  Output extends z.ZodType,
>(at: At, definition: Definition<ParamOf<At>, Filters, Output>): Route {
  const [method, path] = at.split(" ") as [Method, string];
  return { method, path, ...definition };
}

/** The `run` of a route that another handler answers before the table. The table only describes it. */
export const answeredInFront = (): never => {
  throw new Error("This route is answered in front of the table.");
};
