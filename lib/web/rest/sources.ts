import { z } from "zod";
import { findSource, pageOfSources } from "#db/queries/sources.ts";
import { readDb } from "#db/read.ts";
import { existing } from "#lib/domain/existing.ts";
import { newSourceSchema, sourceChangesSchema } from "#lib/domain/source/own/source-schema.ts";
import { membersOf, type SourceView } from "#lib/domain/source/own/source-view.ts";
import { EXPRESSION_FIELDS, REPEATS } from "#lib/domain/source/settings.ts";
import { SOURCE_TYPES } from "#lib/domain/source/source.ts";
import { engine } from "#lib/engine/client.ts";
import { settings } from "#lib/settings.ts";
import { pageOf, paging, toPage } from "./page.ts";
import { CHANGE_SUMMARY, readOnlyOf } from "./read-only.ts";
import { route } from "./route.ts";
import { named, saved, time, utcOrNull } from "./shapes.ts";

export const Source = named(
  "Source",
  z.strictObject({
    id: z.string().describe("The type itself, or src_… for a source of one's own"),
    type: z.enum(["json", ...SOURCE_TYPES]),
    name: z.string(),
    url: z.string().describe("The address to post to; without BASE_URL only its path"),
    repeats: z
      .enum(REPEATS)
      .optional()
      .describe("Whether an alert that only says again what is stored is dropped, or sent"),
    ignore_labels: z
      .array(z.string())
      .optional()
      .describe("prometheus: labels that don't belong to an alert's identity"),
    for_each: z
      .string()
      .nullable()
      .optional()
      .describe("json: a CEL expression that gives a list; each entry is an alert, and item in fields"),
    fields: z
      .partialRecord(z.enum(EXPRESSION_FIELDS), z.string())
      .optional()
      .describe("json: a CEL expression per field, over body, headers and item"),
    secret: z
      .strictObject({ saved })
      .nullable()
      .optional()
      .describe("The secret by which signatures are checked; null if none is saved"),
    version: z.int().describe("0 for a type whose settings were never changed"),
    created_at: time.nullable(),
    updated_at: time.nullable(),
  }),
);

/** A type has only the settings that count for it. */
function present({ id, type, name, settings: set, ...source }: SourceView): z.output<typeof Source> {
  const members = {
    repeats: set.repeats,
    ignore_labels: [...set.ignoreLabels],
    for_each: set.forEach,
    fields: { ...set.fields },
    secret: source.secretSaved ? ({ saved: true } as const) : null,
  };
  const has = membersOf(type);
  return {
    id,
    type,
    name,
    url: `${settings().baseUrl ?? ""}/api/v1/in/${id}`,
    ...Object.fromEntries(Object.entries(members).filter(([member]) => has.some((one) => one === member))),
    version: source.version,
    created_at: utcOrNull(source.createdAt),
    updated_at: utcOrNull(source.updatedAt),
  };
}

const readOnly = readOnlyOf(sourceChangesSchema, Source);

export const sources = [
  route("GET /api/v1/sources", {
    id: "listSources",
    summary: "List sources: those of one's own, newest first, then the senders' types",
    scope: "manage",
    query: paging,
    output: pageOf(Source),
    run: async ({ query }) => toPage(pageOfSources(readDb(), query), present),
  }),
  route("POST /api/v1/sources", {
    id: "createSource",
    summary: "Make a source of one's own: expressions turn any JSON into alerts",
    description:
      "Without an expression for alert_title it takes no post yet, but keeps the last 10 bodies, by which the page Sources writes the expressions.",
    scope: "manage",
    body: { schema: named("NewSource", newSourceSchema) },
    status: 201,
    fails: [409],
    output: Source,
    location: ({ id }) => `/api/v1/sources/${id}`,
    run: async ({ actor, body }) => present(await engine().run("sources.create", { actor, input: body })),
  }),
  route("GET /api/v1/sources/{id}", {
    id: "getSource",
    summary: "A source of one's own, or a sender's type",
    scope: "manage",
    fails: [404],
    output: Source,
    run: async ({ params: { id } }) => present(existing("source", findSource(readDb(), id))),
  }),
  route("PATCH /api/v1/sources/{id}", {
    id: "updateSource",
    summary: CHANGE_SUMMARY,
    scope: "manage",
    body: { schema: named("SourceChanges", sourceChangesSchema), readOnly },
    fails: [404, 409],
    output: Source,
    run: async ({ actor, params: { id }, body }) =>
      present(await engine().run("sources.update", { actor, input: { id, changes: body } })),
  }),
  route("DELETE /api/v1/sources/{id}", {
    id: "deleteSource",
    summary: "Delete a source of one's own; its alerts stay",
    scope: "manage",
    fails: [404, 409],
    output: null,
    run: ({ actor, params: { id } }) => engine().run("sources.delete", { actor, input: { id } }),
  }),
];
