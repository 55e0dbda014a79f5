import { characters } from "#lib/domain/text.ts";
import type { Budget } from "./budget.ts";
import { TemplateFault } from "./fault.ts";
import { filters } from "./filters.ts";
import type { Operand, Operator, Value } from "./tree.ts";

/** What an expression may read, and what it may spend. */
export type TemplateScope = { variable(name: string): unknown; budget: Budget };

/** What stands for `empty` and `blank`; nothing else equals them by itself. */
const EMPTY = Symbol("empty");
const BLANK = Symbol("blank");

/** The value of an expression behind its filters: JSON's values, null where there is none. */
export function evaluate({ postfix, filters: applied, at }: Value, scope: TemplateScope): unknown {
  scope.budget.at = at;
  const stack: unknown[] = [];
  for (const one of postfix) {
    if (one.kind === "operator") stack.push(apply(one, stack, scope.budget));
    else stack.push(read(one, scope));
  }
  return applied.reduce((value, { name, operands }) => {
    scope.budget.step();
    const args = operands.map((operand) => evaluateOperand(operand, scope));
    return filters[name](value, args, scope.budget);
  }, withoutSign(stack[0]));
}

export const evaluateOperand = (operand: Operand, scope: TemplateScope): unknown =>
  withoutSign(read(operand, scope));

/** Outside of a comparison, `empty` and `blank` are nothing. */
const withoutSign = (value: unknown): unknown => (typeof value === "symbol" ? null : (value ?? null));

function read(operand: Operand, scope: TemplateScope): unknown {
  scope.budget.step();
  switch (operand.kind) {
    case "literal":
      return operand.value;
    case "empty":
      return EMPTY;
    case "blank":
      return BLANK;
    case "variable":
      return scope.variable(operand.name);
    case "path":
      return memberAlong(operand, scope);
    case "range":
      return rangeOf(read(operand.low, scope), read(operand.high, scope), scope.budget);
  }
}

function memberAlong({ root, keys }: Operand & { kind: "path" }, scope: TemplateScope): unknown {
  let value = read(root, scope);
  for (const key of keys) {
    scope.budget.step();
    value = memberOf(value, read(key, scope), scope.budget);
  }
  return value;
}

/** Own members only; of a list also its size, first and last, of a text its size. */
function memberOf(of: unknown, key: unknown, budget: Budget): unknown {
  if (typeof of === "string") return key === "size" ? sizeOf(of, budget) : null;
  if (Array.isArray(of)) return elementOf(of, key);
  if (typeof of !== "object" || of === null) return null;
  if (typeof key !== "string" && typeof key !== "number") return null;
  return Object.hasOwn(of, key) ? (of as Record<string, unknown>)[key] : null;
}

function sizeOf(text: string, budget: Budget): number {
  budget.counting(text.length);
  return characters(text);
}

function elementOf(list: readonly unknown[], key: unknown): unknown {
  if (key === "size") return list.length;
  if (key === "first") return list[0];
  if (key === "last") return list.at(-1);
  return typeof key === "number" ? list.at(key) : null;
}

const LONGEST_RANGE = 1_000;

function rangeOf(low: unknown, high: unknown, budget: Budget): number[] {
  if (!Number.isSafeInteger(low) || !Number.isSafeInteger(high))
    throw new TemplateFault("A range goes from a whole number to a whole number, such as (1..3).", budget.at);
  const [from, to] = [Number(low), Number(high)];
  const length = Math.max(0, to - from + 1);
  if (length > LONGEST_RANGE)
    throw new TemplateFault(
      `A range may hold at most ${LONGEST_RANGE.toLocaleString("en")} numbers.`,
      budget.at,
    );
  budget.step(length / 4);
  return Array.from({ length }, (_, index) => from + index);
}

function apply({ operator }: Operator, stack: unknown[], budget: Budget): unknown {
  budget.step();
  const right = stack.pop();
  if (operator === "not") return !isTrue(right);
  const left = stack.pop();
  switch (operator) {
    case "==":
      return equals(left, right, budget);
    case "!=":
      return !equals(left, right, budget);
    case "contains":
      return contains(left, right, budget);
    case "and":
      return isTrue(left) && isTrue(right);
    case "or":
      return isTrue(left) || isTrue(right);
    default:
      return inOrder(operator, left, right, budget);
  }
}

/** Liquid's truth: all but false and nil. */
export const isTrue = (value: unknown): boolean => value !== false && value !== null && value !== undefined;

/** Lists and objects equal nothing but themselves. */
export function equals(left: unknown, right: unknown, budget: Budget): boolean {
  if (typeof right === "symbol") return typeof left !== "symbol" && isNothing(left, right === BLANK, budget);
  if (typeof left === "symbol") return equals(right, left, budget);
  if (typeof left === "string") budget.characters(left.length);
  return (left ?? null) === (right ?? null);
}

function isNothing(value: unknown, alsoBlank: boolean, budget: Budget): boolean {
  if (typeof value === "string") {
    budget.characters(value.length);
    return (alsoBlank ? value.trim() : value) === "";
  }
  if (typeof value === "object" && value !== null) {
    for (const _ in value) return false;
    return true;
  }
  return alsoBlank && !isTrue(value);
}

/** Finding a text takes as long as both lengths multiplied at worst. */
const LONGEST_SOUGHT = 200;

function contains(whole: unknown, part: unknown, budget: Budget): boolean {
  if (Array.isArray(whole)) {
    budget.step(whole.length / 10);
    return whole.some((one) => one === part);
  }
  if (typeof whole !== "string" || part === null || part === undefined || typeof part === "object")
    return false;
  const sought = String(part);
  if (sought.length > LONGEST_SOUGHT)
    throw new TemplateFault(`contains looks for at most ${LONGEST_SOUGHT} characters.`, budget.at);
  budget.characters(whole.length * Math.max(1, sought.length / 10));
  return whole.includes(sought);
}

/** Numbers by size and texts by their characters; anything else is in no order. */
function inOrder(operator: "<" | ">" | "<=" | ">=", left: unknown, right: unknown, budget: Budget): boolean {
  const isText = typeof left === "string" && typeof right === "string";
  if (isText) budget.characters(left.length);
  else if (typeof left !== "number" || typeof right !== "number") return false;
  const [a, b] = [left as number, right as number];
  if (operator === "<") return a < b;
  if (operator === ">") return a > b;
  return operator === "<=" ? a <= b : a >= b;
}
