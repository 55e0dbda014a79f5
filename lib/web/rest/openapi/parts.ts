export const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
export const json = (schema: object) => ({ "application/json": { schema } });
export const answers = (description: string, schema: object) => ({ description, content: json(schema) });
export const body = (schema: object) => ({ required: true, content: json(schema) });
export const inPath = (name: string) => ({ name, in: "path", required: true, schema: { type: "string" } });
export const inQuery = (name: string, schema: object) => ({ name, in: "query", schema });
/** A page of a list; besides `data` and `next_cursor` this list has these members always, and those sometimes. */
export const pageOf = (
  name: string,
  always: Record<string, object> = {},
  sometimes: Record<string, object> = {},
) => ({
  type: "object",
  properties: {
    data: { type: "array", items: ref(name) },
    next_cursor: { anyOf: [{ type: "string" }, { type: "null" }] },
    ...always,
    ...sometimes,
  },
  required: ["data", "next_cursor", ...Object.keys(always)],
});

export const listQuery = [
  inQuery("limit", { type: "integer", minimum: 1, maximum: 100, default: 50 }),
  inQuery("cursor", { type: "string", description: "next_cursor of the page before" }),
];

const MEANS: Record<number, string> = {
  400: "Not JSON, or not UTF-8",
  401: "No API key in force",
  403: "The key lacks the scope",
  404: "There is none with this id",
  409: "It contradicts what is stored",
  413: "The body is larger than 1 MiB",
  415: "Another content type, or a content encoding",
  422: "A field is at fault: see issues",
  429: "Too many requests: see Retry-After",
  503: "Stopping, or the disk is full: see Retry-After",
};

/** The errors an operation can answer, as problem JSON (RFC 9457); 401 and 403 always. */
export const problems = (...statuses: number[]) => openProblems(401, 403, ...statuses);

/** As `problems`, for an operation that needs no key. */
export const openProblems = (...statuses: number[]) =>
  Object.fromEntries(
    statuses.map((status) => [
      String(status),
      { description: MEANS[status], content: { "application/problem+json": { schema: ref("Problem") } } },
    ]),
  );

/** Every operation of these paths belongs to one tag. */
export const tagged = <P extends Record<string, object>>(tag: string, paths: P): P =>
  Object.fromEntries(
    Object.entries(paths).map(([path, item]) => [
      path,
      Object.fromEntries(
        Object.entries(item).map(([name, part]) => [
          name,
          name === "parameters" ? part : { ...part, tags: [tag] },
        ]),
      ),
    ]),
  ) as P;

export const scope = (name: string) => ({ security: [{ apiKey: [name] }] });
export const open = { security: [] };
