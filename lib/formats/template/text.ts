import type { Budget } from "./budget.ts";

/** A value as it is printed: nil as nothing, a list or an object as JSON. */
export function textOf(value: unknown, budget: Budget): string {
  const text = plainTextOf(value);
  budget.characters(text.length);
  return text;
}

function plainTextOf(value: unknown): string {
  if (typeof value === "string") return value;
  if (value === null || value === undefined) return "";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
