import { PAYLOAD_KEYS, type Payload, PRIORITIES, STATUSES } from "#lib/domain/alert/alert.ts";
import type { Details } from "#lib/domain/alert/details.ts";
import type { RuleOperator } from "./rule.ts";

/** How a field's values are compared. The type of a detail is known only with an event. */
export type FieldKind = "text" | "choice" | "time" | "detail";

const FIELD_MAX = 200;
const DETAIL = "details.";
const PAYLOAD_FIELDS: ReadonlySet<string> = new Set(PAYLOAD_KEYS);
const TIMES: ReadonlySet<string> = new Set(["occurred_at", "update_at"]);

const CHOICES: ReadonlyMap<string, readonly string[]> = new Map<string, readonly string[]>([
  ["priority", PRIORITIES],
  ["status", STATUSES],
  ["previous_alert_status", STATUSES],
]);

/** The fixed values of a field such as priority; null for any other field. */
export const choicesOf = (field: string): readonly string[] | null => CHOICES.get(field) ?? null;

/**
 * How a field of the payload or a path into the details is compared; null if it is neither.
 * @example fieldKind("details.host.name") === "detail"
 */
export function fieldKind(field: string): FieldKind | null {
  if (TIMES.has(field)) return "time";
  if (CHOICES.has(field)) return "choice";
  if (PAYLOAD_FIELDS.has(field)) return "text";
  return detailPath(field).length > 0 && field.length <= FIELD_MAX ? "detail" : null;
}

/** One step of a path: a plain key, or if it holds a dot, a JSON string. */
const STEP = /"(?:[^"\\]|\\.)*"(?=\.|$)|[^.]+/y;

/**
 * The keys of a path into the details; empty if the field is no such path.
 * @example detailPath('details."app.kubernetes.io/name"') gives ["app.kubernetes.io/name"]
 */
export function detailPath(field: string): string[] {
  if (!field.startsWith(DETAIL) || !field.isWellFormed()) return [];
  const steps: string[] = [];
  for (let at = DETAIL.length; at <= field.length; at = STEP.lastIndex + 1) {
    STEP.lastIndex = at;
    const step = keyOf(STEP.exec(field)?.[0] ?? "");
    if (step === null || step.trim() === "") return [];
    steps.push(step);
  }
  return steps;
}

/** The key of one step; null if its quotes don't hold a JSON string. */
function keyOf(step: string): string | null {
  if (!step.startsWith('"')) return step;
  try {
    return String(JSON.parse(step));
  } catch {
    return null;
  }
}

const TEXT_OPERATORS = [
  "is",
  "is_not",
  "contains",
  "not_contains",
  "starts_with",
  "ends_with",
  "is_one_of",
] as const;
const ORDER_OPERATORS = ["greater_than", "less_than"] as const;
const PRESENCE_OPERATORS = ["exists", "not_exists"] as const;

const OPERATORS: Record<FieldKind, readonly RuleOperator[]> = {
  text: [...TEXT_OPERATORS, ...PRESENCE_OPERATORS],
  choice: [...TEXT_OPERATORS, ...PRESENCE_OPERATORS],
  time: [...ORDER_OPERATORS, ...PRESENCE_OPERATORS],
  detail: [...TEXT_OPERATORS, ...PRESENCE_OPERATORS, ...ORDER_OPERATORS],
};

/** The operators for this kind of field, in the order in which they are offered. */
export const operatorsOf = (kind: FieldKind): readonly RuleOperator[] => OPERATORS[kind];

/** Whether the operator only checks the field's presence, and so takes no value. */
export const asksPresence = (operator: RuleOperator): boolean =>
  operator === "exists" || operator === "not_exists";

/** The part of an event that conditions read. */
export type FieldSource = { payload: Payload; details: Details | null };

/** Reads a field of an event; `undefined` if it is missing or null. */
export function fieldReader(field: string): (event: FieldSource) => unknown {
  const path = detailPath(field);
  if (path.length > 0) return ({ details }) => walk(details, path);
  const key = field as keyof Payload;
  return ({ payload }) => payload[key] ?? undefined;
}

function walk(details: Details | null, path: string[]): unknown {
  let value: unknown = details;
  for (const step of path) {
    if (!isObject(value) || !Object.hasOwn(value, step)) return undefined;
    value = value[step];
  }
  return value ?? undefined;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
