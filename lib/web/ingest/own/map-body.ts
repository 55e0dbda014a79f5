import type { Issue } from "#lib/domain/errors.ts";
import { ISSUES_MAX } from "#lib/domain/issues.ts";
import { parseJsonExactly } from "#lib/domain/json.ts";
import { TooDeep, toCel, toJson } from "#lib/domain/source/own/cel-value.ts";
import {
  compileSourceExpression,
  type Evaluated,
  type Variables,
} from "#lib/domain/source/own/expression.ts";
import { ITEMS_MAX } from "#lib/domain/source/own/limits.ts";
import type { Mapping } from "#lib/domain/source/own/own-schema.ts";
import { ReadBudget, TooMuchRead } from "#lib/domain/source/own/reading.ts";
import type { ExpressionField } from "#lib/domain/source/settings.ts";
import type { MappedAlert } from "#lib/sources/sender.ts";
import { Misfit, priorityOf, statusOf, textOf, timeOf } from "./field-value.ts";
import type { MapJob, MapResult } from "./job.ts";
import { maskMembers } from "./mask.ts";
import { withShortTexts } from "./short-texts.ts";

type Expression = (variables: Variables, reading: ReadBudget) => Evaluated;

/** A source's expressions, ready for many posts. */
export type CompiledMapping = { forEach: Expression | null; fields: [ExpressionField, Expression][] };

export function compileMapping({ for_each: forEach, fields }: Mapping): CompiledMapping {
  const inside = forEach === null ? "body" : "item";
  return {
    forEach: forEach === null ? null : compileSourceExpression(forEach, "body"),
    fields: Object.entries(fields).map(([field, expression]) => [
      field as ExpressionField,
      compileSourceExpression(expression, inside),
    ]),
  };
}

/** Makes alerts of a post by its source's expressions. Never throws for a post. */
export function mapBody({ text, headers }: Omit<MapJob, "mapping">, mapping: CompiledMapping): MapResult {
  const parsed = parse(text);
  if ("fault" in parsed) return { kind: "malformed", message: parsed.fault };
  try {
    const body = toCel(parsed.json);
    return mapEach({ body, headers: new Map(Object.entries(headers)) }, mapping);
  } catch (error) {
    if (!(error instanceof TooDeep || error instanceof TooMuchRead)) throw error;
    return refused("", error.message);
  }
}

function parse(text: string): { json: unknown } | { fault: string } {
  try {
    return { json: parseJsonExactly(text) };
  } catch (error) {
    return { fault: `The body is ${error instanceof Error ? error.message : "not valid JSON"}.` };
  }
}

const refused = (path: string, message: string): MapResult => ({
  kind: "mapped",
  alerts: [],
  issues: [{ path, message }],
});

function mapEach(variables: Variables, mapping: CompiledMapping): MapResult {
  if (!mapping.fields.some(([field]) => field === "alert_title"))
    return refused(
      "alert_title",
      "This source has no expression for alert_title yet: an admin writes it on its page.",
    );
  const reading = new ReadBudget();
  const items = itemsOf(variables, mapping, reading);
  if ("issue" in items) return refused("for_each", items.issue);
  const issues: Issue[] = [];
  const alerts = items.each.map((one, index) => {
    const made = mapOne(one, mapping, reading);
    const before = mapping.forEach === null ? "" : `[${index}].`;
    for (const { path, message } of made.issues) issues.push({ path: before + path, message });
    return made.issues.length > 0 ? null : made.alert;
  });
  return { kind: "mapped", alerts, issues: issues.slice(0, ISSUES_MAX) };
}

/** What each alert is made from. */
function itemsOf(
  variables: Variables,
  { forEach }: CompiledMapping,
  reading: ReadBudget,
): { each: Variables[] } | { issue: string } {
  if (forEach === null) return { each: [variables] };
  const result = forEach(variables, reading);
  if ("fault" in result) return { issue: result.fault };
  const { value } = result;
  if (!Array.isArray(value)) return { issue: "for_each gives no list: this body is not of this source." };
  if (value.length === 0) return { issue: "The list of for_each is empty: send at least one entry." };
  if (value.length > ITEMS_MAX)
    return { issue: `One post takes at most ${ITEMS_MAX} entries; this one has ${value.length}: split it.` };
  return { each: value.map((item) => ({ ...variables, item })) };
}

type Made = { alert: MappedAlert; issues: Issue[] };

function mapOne(variables: Variables, { fields }: CompiledMapping, reading: ReadBudget): Made {
  const issues: Issue[] = [];
  const values: Partial<Record<ExpressionField, unknown>> = {};
  for (const [field, expression] of fields) {
    const result = expression(variables, reading);
    if ("fault" in result) issues.push({ path: field, message: result.fault });
    else {
      // A list becomes one text.
      if (Array.isArray(result.value)) reading.spend(sizeOf(result.value));
      values[field] = fitting(field, result.value, issues);
    }
  }
  const { alert_id: identity, alert_title: title, status, details, ...rest } = values;
  if (!String(title ?? "").trim() && issues.length === 0)
    issues.push({
      path: "alert_title",
      message: "It gives nothing for this body, and every alert needs a title.",
    });
  const original = details === undefined ? undefined : toJson(details);
  const alert = {
    ...rest,
    identity: identity ?? null,
    title,
    // Left out while it fires, so that an alert that is Acknowledged stays so.
    ...(status !== "Open" && { status }),
    details: original ?? maskMembers(toJson("item" in variables ? variables.item : variables.body)),
  } as MappedAlert;
  reading.spend(sizeOf(alert.details));
  return { alert: withShortTexts(alert, reading), issues };
}

/** The value as the field takes it; adds an issue if it doesn't. */
function fitting(field: ExpressionField, value: unknown, issues: Issue[]): unknown {
  try {
    return (FITS[field] ?? textOf)(value);
  } catch (error) {
    if (!(error instanceof Misfit)) throw error;
    issues.push({ path: field, message: error.message });
    return null;
  }
}

const FITS: Partial<Record<ExpressionField, (value: unknown) => unknown>> = {
  priority: priorityOf,
  status: statusOf,
  occurred_at: timeOf,
  update_at: timeOf,
  details: (value) => value,
};

/** Sizes of what many alerts may share: the whole body as each one's details. */
const sizes = new WeakMap<object, number>();

/** About how many characters JSON has: a hundred alerts may have the whole body as details each. */
function sizeOf(json: unknown): number {
  if (typeof json === "string") return json.length;
  if (typeof json !== "object" || json === null) return 8;
  const known = sizes.get(json);
  if (known !== undefined) return known;
  const size = Object.entries(json).reduce((sum, [key, value]) => sum + key.length + sizeOf(value), 2);
  sizes.set(json, size);
  return size;
}
