import { type Token, TypeGuards } from "liquidjs";
import { TEMPLATE_FILTERS, type TemplateFilter } from "#lib/domain/format/template.ts";
import { TemplateFault } from "./fault.ts";
import { type AppliedFilter, OPERATORS, type Operand, type Operator, type Value } from "./tree.ts";

/** An expression as the library has read it. */
type ReadValue = { initial: { postfix: Token[] }; filters: readonly ReadFilter[] };
type ReadFilter = { name: string; args: readonly unknown[]; begin?: number };

/** Takes note of a variable that is used. */
export type Names = { use(name: string, at: number): void };

const MOST_LEVELS = 20;

/** Checks an expression with its filters, and turns it into what `evaluate` reads. */
export function filteredValue({ initial, filters }: ReadValue, names: Names, at: number): Value {
  const postfix = initial.postfix.map((token) => operatorOf(token) ?? operandOf(token, names));
  if (operandsLeft(postfix) !== 1)
    throw new TemplateFault("An operator is missing here, or one too many stands here.", at);
  return { postfix, filters: filters.map((filter) => filterOf(filter, names, filter.begin ?? at)), at };
}

function operatorOf(token: Token): Operator | null {
  if (!TypeGuards.isOperatorToken(token)) return null;
  const operator = OPERATORS.find((one) => one === token.operator);
  return operator === undefined ? null : { kind: "operator", operator };
}

/** How many values are left once every operator has taken its own; NaN if one finds too few. */
function operandsLeft(postfix: readonly (Operand | Operator)[]): number {
  return postfix.reduce((left, one) => {
    if (one.kind !== "operator") return left + 1;
    const taken = one.operator === "not" ? 1 : 2;
    return left < taken ? Number.NaN : left - taken + 1;
  }, 0);
}

export function operandOf(token: Token, names: Names, level = 0): Operand {
  if (level > MOST_LEVELS) throw new TemplateFault("This expression is nested too deeply.", token.begin);
  if (TypeGuards.isNumberToken(token) || TypeGuards.isQuotedToken(token))
    return { kind: "literal", value: token.content };
  if (TypeGuards.isLiteralToken(token)) return literalOf(token.literal);
  if (TypeGuards.isRangeToken(token)) {
    const [low, high] = [token.lhs, token.rhs].map((end) => operandOf(end, names, level + 1));
    if (low && high) return { kind: "range", low, high };
  }
  if (TypeGuards.isPropertyAccessToken(token)) return pathOf(token, names, level + 1);
  throw new TemplateFault("Here a value is missing.", token.begin);
}

function literalOf(word: string): Operand {
  if (word === "empty" || word === "blank") return { kind: word };
  return { kind: "literal", value: word === "true" ? true : word === "false" ? false : null };
}

type PropertyAccess = { variable: Token | undefined; props: Token[]; begin: number };

function pathOf({ variable, props, begin }: PropertyAccess, names: Names, level: number): Operand {
  const [first, ...rest] = props;
  const root = variable === undefined ? variableOf(first, names, begin) : operandOf(variable, names, level);
  const keys = variable === undefined ? rest : props;
  if (keys.length === 0) return root;
  return { kind: "path", root, keys: keys.map((key) => keyOf(key, names, level)) };
}

function variableOf(token: Token | undefined, names: Names, at: number): Operand {
  if (token === undefined || !TypeGuards.isWordToken(token) || token.content === "")
    throw new TemplateFault("Here a variable's name is missing.", at);
  names.use(token.content, at);
  return { kind: "variable", name: token.content };
}

function keyOf(token: Token, names: Names, level: number): Operand {
  if (!TypeGuards.isWordToken(token)) return operandOf(token, names, level);
  if (token.content === "") throw new TemplateFault("Between [ and ] a key is missing.", token.begin);
  return { kind: "literal", value: token.content };
}

/** How many arguments each filter takes, at least and at most. */
const ARGUMENTS: Readonly<Record<TemplateFilter, readonly [number, number]>> = {
  json: [0, 0],
  date: [1, 1],
  truncate: [0, 2],
};

function filterOf({ name, args }: ReadFilter, names: Names, at: number): AppliedFilter {
  const known = TEMPLATE_FILTERS.find((one) => one === name);
  if (known === undefined)
    throw new TemplateFault(`There is no filter "${name}". Use one of ${TEMPLATE_FILTERS.join(", ")}.`, at);
  const [least, most] = ARGUMENTS[known];
  if (args.length < least || args.length > most) throw new TemplateFault(WRONG_ARGUMENTS[known], at);
  return { name: known, operands: args.map((token) => argumentOf(token, names, at)) };
}

const WRONG_ARGUMENTS: Readonly<Record<TemplateFilter, string>> = {
  json: "The filter json takes nothing behind it.",
  date: 'The filter date takes a format, such as date: "%Y-%m-%d".',
  truncate: 'The filter truncate takes a length and an end, such as truncate: 50, "…".',
};

/** A named argument is a pair. */
function argumentOf(token: unknown, names: Names, at: number): Operand {
  if (Array.isArray(token)) throw new TemplateFault("A filter's arguments have no names here.", at);
  return operandOf(token as Token, names);
}
