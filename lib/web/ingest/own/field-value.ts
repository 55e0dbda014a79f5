import { PRIORITIES, STATUSES } from "#lib/domain/alert/alert.ts";
import { typeInWords } from "#lib/domain/rule/expression-words.ts";
import { toJson } from "#lib/domain/source/own/cel-value.ts";

/** What an expression gave does not fit its field: one sentence. */
export class Misfit extends Error {}

/** A text; a number or a truth as text, a list of such joined by commas. Null for nothing. Throws Misfit. */
export function textOf(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  if (Array.isArray(value)) return value.map(scalarOf).join(", ");
  return scalarOf(value);
}

function scalarOf(value: unknown): string {
  const plain = toJson(value);
  if (typeof plain === "object" && plain !== null)
    throw new Misfit(`It gives ${typeInWords(Array.isArray(plain) ? "list" : "map")}, and a text is needed.`);
  return String(plain ?? "");
}

const oneOf =
  <Choice extends string>(choices: readonly Choice[]) =>
  (value: unknown): Choice | null => {
    const text = textOf(value)?.trim() ?? "";
    if (text === "") return null;
    const found = choices.find((choice) => choice.toLowerCase() === text.toLowerCase());
    if (found !== undefined) return found;
    const given = text.length <= 40 ? text : `${text.slice(0, 40)}…`;
    throw new Misfit(`It gives "${given}", and one of ${choices.join(", ")} is needed.`);
  };

/** Without regard to case. Null for nothing. Throws Misfit. */
export const priorityOf = oneOf(PRIORITIES);
export const statusOf = oneOf(STATUSES);

/** Below this, a number is seconds since 1970, else milliseconds: as ms, 1e11 is in 1973. */
const LEAST_MS = 1e11;

/** A time as text; a number counts as a time since 1970. Null for nothing. Throws Misfit. */
export function timeOf(value: unknown): string | null {
  const number = typeof value === "bigint" ? Number(value) : value;
  if (typeof number !== "number") return textOf(value);
  const time = new Date(Math.abs(number) < LEAST_MS ? number * 1_000 : number);
  if (Number.isNaN(time.getTime())) throw new Misfit(`It gives ${number}, which is no time.`);
  return time.toISOString();
}
