import type { TemplateFilter } from "#lib/domain/format/template.ts";

/** A parsed template. `at` is an offset in its text. */
export type Node =
  | { kind: "text"; text: string; at: number }
  | { kind: "output"; value: Value; at: number }
  | { kind: "if"; branches: readonly Branch[]; otherwise: readonly Node[]; at: number }
  | { kind: "case"; value: Value; branches: readonly When[]; otherwise: readonly Node[]; at: number }
  | ForNode
  | { kind: "assign"; name: string; value: Value; at: number }
  | { kind: "capture"; name: string; body: readonly Node[]; at: number };

export type ForNode = {
  kind: "for";
  name: string;
  of: Operand;
  limit: Operand | null;
  offset: Operand | null;
  reversed: boolean;
  body: readonly Node[];
  otherwise: readonly Node[];
  at: number;
};

/** Taken if the value's truth is `wanted`. */
type Branch = { value: Value; wanted: boolean; body: readonly Node[] };
/** Taken if one of the operands equals the case's value. */
type When = { operands: readonly Operand[]; body: readonly Node[] };

/** An expression with its filters. */
export type Value = {
  postfix: readonly (Operand | Operator)[];
  filters: readonly AppliedFilter[];
  at: number;
};
export type AppliedFilter = { name: TemplateFilter; operands: readonly Operand[] };

export const OPERATORS = ["==", "!=", ">", "<", ">=", "<=", "contains", "not", "and", "or"] as const;
export type Operator = { kind: "operator"; operator: (typeof OPERATORS)[number] };

export type Operand =
  | { kind: "literal"; value: string | number | boolean | null }
  /** What only equality knows. */
  | { kind: "empty" | "blank" }
  | { kind: "variable"; name: string }
  /** A member of a member: a list of keys, because a nest of them would be as deep as a path is long. */
  | { kind: "path"; root: Operand; keys: readonly Operand[] }
  | { kind: "range"; low: Operand; high: Operand };
