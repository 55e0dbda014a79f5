import type { z } from "zod";
import type { Actor, Scope } from "#lib/domain/people/actor.ts";

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/** The names in braces of a path: `/api/v1/rules/{id}` → `"id"`. */
type ParamOf<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}`
  ? Name | ParamOf<Rest>
  : never;

/** The members of a query. */
export type Shape = Record<string, z.ZodType>;

/** The body that a route takes. It only describes: the verb that gets the body parses it. */
export type Body = {
  schema: z.ZodType;
  /** Members that only a read has: they are taken out of what was sent back. */
  readOnly?: readonly string[];
  /** May be left out: then it is an empty object. */
  optional?: boolean;
  /** Another content type that it may come in, with what that holds. */
  also?: { type: string; holds: string };
};

/** One request to a route, authenticated, its query parsed. */
export type Call<Params extends string, Query> = {
  /** Who asks: a key with the scope, or nobody where none is needed. */
  actor: Actor;
  params: Record<Params, string>;
  query: Query;
  /** As sent, without its read-only members. */
  body: unknown;
};

type QueryOf<Filters extends Shape> = z.output<z.ZodObject<Filters>>;

type Definition<Params extends string, Filters extends Shape, Output extends z.ZodType> = {
  /** The operation's id in the OpenAPI description. */
  id: string;
  summary: string;
  /** What the summary leaves out. */
  description?: string;
  /** Null where no key is needed. */
  scope: Scope | null;
  /** Filters of a list by member name; `limit` and `cursor` come with them. */
  query?: Filters;
  body?: Body;
  /** Writes nothing, though its method may: then it needs no engine, and no room on the disk. */
  readsOnly?: true;
  /** 200, unless said otherwise. */
  status?: 200 | 201 | 202;
  /** What it answers; null for 204 without a body. */
  output: Output | null;
  /** Headers that it reads, each with what it is for. */
  headers?: Record<string, string>;
  /** Errors that scope, query and body don't already imply. */
  fails?: readonly number[];
  /** Where a 201 leads. */
  location?(made: z.output<Output>): string;
  run(call: Call<Params, QueryOf<Filters>>): Promise<z.output<Output>>;
};

/** A route of the REST interface as the table holds it, whatever its parameters are. */
export type Route = {
  method: Method;
  path: string;
} & Definition<string, Shape, z.ZodType>;

/**
 * One operation of the REST interface, as a value: `route("GET /api/v1/rules/{id}", { … })`. What it answers to whom,
 * its OpenAPI description and its tests come from it.
 */
export function route<
  const At extends `${Method} /${string}`,
  Filters extends Shape,
  Output extends z.ZodType,
>(at: At, definition: Definition<ParamOf<At>, Filters, Output>): Route {
  const [method, path] = at.split(" ") as [Method, string];
  return { method, path, ...definition };
}

/** In place of `run`: the route has a handler of its own in front of the table, and stands here for its description. */
export const answeredInFront = (): never => {
  throw new Error("This route is answered in front of the table.");
};
