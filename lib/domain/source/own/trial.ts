import type { Issue } from "#lib/domain/errors.ts";
import type { ExpressionField } from "#lib/domain/source/settings.ts";

/** An alert that expressions make: the fields that they fill, in the order of the alert's fields. */
export type TriedAlert = { field: ExpressionField; value: string }[];

/** What expressions make of one caught body. */
export type TriedBody = {
  seq: number;
  /** The first of them; null for one with a fault. */
  alerts: (TriedAlert | null)[];
  /** How many they are. */
  total: number;
  /** The first faults. */
  issues: Issue[];
};

/** What a draft of a source's expressions makes of the last bodies, or the faults of the draft itself. */
export type SourceTrial = { kind: "tried"; bodies: TriedBody[] } | { kind: "faulty"; issues: Issue[] };
