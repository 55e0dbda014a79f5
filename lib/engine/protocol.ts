import type { ErrorCode, Issue } from "#lib/domain/errors.ts";
import type { Change } from "#lib/domain/live/change.ts";
import type { Readings } from "#lib/domain/metrics/readings.ts";
import type { Actor } from "#lib/domain/people/actor.ts";
import type { Env } from "#lib/env.ts";

/** The data that the engine thread starts with. */
export type EngineData = { env: Env };

/** HTTP thread → engine. */
export type ToEngine =
  | { kind: "run"; calls: Call[] }
  /** The listener is up: start the deliveries, and never send to these addresses. */
  | { kind: "begin"; listeners: { address: string; port: number }[] }
  /** Tell what is written from now on, or no more. */
  | { kind: "tell-changes"; wanted: boolean }
  /** Tell the readings of the meters. */
  | { kind: "read-meters" }
  /** Begin no more attempts; verbs still come. */
  | { kind: "stop" }
  /** No more verbs come. */
  | { kind: "requests-ended" };

export type Call = {
  id: number;
  verb: string;
  actor: Actor;
  input: unknown;
  /** The id of the HTTP request that asks for it. */
  requestId?: string | undefined;
  /** The address of that request's client. */
  address?: string | undefined;
};

/** Engine → HTTP thread. */
export type FromEngine =
  /** The database is being migrated, which may take long. */
  | { kind: "migrating" }
  | { kind: "ready"; setUpToken: string | null; authSecret: string }
  /** The engine can't start; the message is for the operator. */
  | { kind: "refused"; message: string }
  | { kind: "replies"; replies: Reply[] }
  | { kind: "changed"; changes: Change[] }
  | { kind: "readings"; readings: Readings }
  | { kind: "stopped" };

export type Reply =
  | { id: number; ok: true; value: unknown }
  | { id: number; ok: false; code: ErrorCode; message: string; issues: Issue[] };
