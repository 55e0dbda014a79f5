import type { Issue } from "#lib/domain/errors.ts";
import type { Mapping } from "#lib/domain/source/own/own-schema.ts";
import type { MappedAlert } from "#lib/sources/sender.ts";

/** A post for the worker: its text, what expressions see of its headers, and the expressions. */
export type MapJob = { text: string; headers: Readonly<Record<string, string>>; mapping: Mapping };

/**
 * What the expressions make of a post. `alerts` has null where an entry of the list has a fault; `issues` names
 * each. A text that is no JSON is `malformed`.
 */
export type MapResult =
  | { kind: "mapped"; alerts: (MappedAlert | null)[]; issues: Issue[] }
  | { kind: "malformed"; message: string };

/** What the worker says: once it listens, and for each job, how long it took. */
export type WorkerMessage = "ready" | { result: MapResult; tookMs: number };
