import { isAppError } from "#lib/domain/errors.ts";
import { issuesOf } from "#lib/domain/issues.ts";
import type { CaughtBody } from "#lib/domain/source/own/caught.ts";
import type { Mapping } from "#lib/domain/source/own/own-schema.ts";
import { mappingSchema } from "#lib/domain/source/own/source-schema.ts";
import type { SourceTrial, TriedAlert, TriedBody } from "#lib/domain/source/own/trial.ts";
import { EXPRESSION_FIELDS, type ExpressionField } from "#lib/domain/source/settings.ts";
import type { MappedAlert } from "#lib/sources/sender.ts";
import type { MapResult } from "#lib/web/ingest/own/job.ts";
import { ownMappers } from "#lib/web/ingest/own/mapper.ts";

/** How many alerts of a body are shown, faults of it, and characters of a value. */
const ALERTS_SHOWN = 10;
const ISSUES_SHOWN = 5;
const VALUE_SHOWN = 1_000;

/**
 * Tries a draft of a source's expressions on the bodies that it received last. Nothing is stored. It runs in
 * another thread than posts.
 */
export async function trySource(
  sourceId: string,
  draft: unknown,
  caught: readonly CaughtBody[],
): Promise<SourceTrial> {
  const parsed = mappingSchema.safeParse(draft);
  if (!parsed.success) return { kind: "faulty", issues: issuesOf(parsed.error) };
  const bodies: TriedBody[] = [];
  for (const body of caught) bodies.push(await tryBody(sourceId, body, parsed.data));
  return { kind: "tried", bodies };
}

async function tryBody(
  sourceId: string,
  { seq, body, headers }: CaughtBody,
  mapping: Mapping,
): Promise<TriedBody> {
  if (body === null) return { seq, alerts: [], total: 0, issues: [{ path: "", message: NOT_KEPT }] };
  const result = await ownMappers()
    .trials.map(sourceId, { text: body, headers, mapping })
    .catch((error: unknown): MapResult => {
      if (!isAppError(error)) throw error;
      return { kind: "malformed", message: error.message };
    });
  return { seq, ...triedOf(result) };
}

const NOT_KEPT = "This body was not kept: it is no JSON, or too long.";

function triedOf(result: MapResult): Omit<TriedBody, "seq"> {
  if (result.kind === "malformed")
    return { alerts: [], total: 0, issues: [{ path: "", message: result.message }] };
  return {
    alerts: result.alerts.slice(0, ALERTS_SHOWN).map((alert) => alert && shownAlert(alert)),
    total: result.alerts.length,
    issues: result.issues.slice(0, ISSUES_SHOWN),
  };
}

function shownAlert({ identity, title, ...alert }: MappedAlert): TriedAlert {
  const values: Partial<Record<ExpressionField, unknown>> = {
    ...alert,
    alert_id: identity,
    alert_title: title,
  };
  return EXPRESSION_FIELDS.flatMap((field) => {
    const value = values[field];
    if (value === null || value === undefined || value === "") return [];
    const text = typeof value === "string" ? value : JSON.stringify(value, inJson);
    return [{ field, value: text.length <= VALUE_SHOWN ? text : `${text.slice(0, VALUE_SHOWN)}…` }];
  });
}

const inJson = (_: string, value: unknown): unknown => (typeof value === "bigint" ? String(value) : value);
