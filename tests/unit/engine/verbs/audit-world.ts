import type { Actor } from "#lib/domain/people/actor.ts";
import type { AuditAction } from "#lib/domain/people/audit.ts";
import { startEngine } from "#lib/engine/boot.ts";
import { type VerbName, type VerbOutput, verbs } from "#lib/engine/verbs/verbs.ts";
import { readEnv } from "#lib/env.ts";
import { createLogger } from "#lib/log.ts";
import { inDatabase } from "../../../support/database.ts";
import { temporaryFolder } from "../../../support/folder.ts";
import { startReceiver } from "../../../support/receiver.ts";

const ADMIN: Actor = { kind: "user", id: "usr_ada", name: "Ada", role: "admin" };

/** Secrets that no audit row may hold. */
export const SECRETS = {
  url: "url-s3cret-1",
  password: "passw0rd-s3cret-2",
  header: "header-s3cret-3",
  user: "correct horse battery 4",
  nextUser: "correct horse battery 5",
};

/** An audit row as it is stored, but for its number and time. */
export type AuditRow = {
  by: string;
  action: AuditAction;
  targetId: string | null;
  targetName: string | null;
  details: string | null;
};

/** A running engine on a folder of its own, with a receiver that answers as it is told. */
export async function auditWorld() {
  const stack = new AsyncDisposableStack();
  const folder = stack.use(temporaryFolder());
  const receiver = stack.use(await startReceiver());
  const env = readEnv({ DATA_DIR: folder.path });
  const engine = await startEngine(env, createLogger("silent", "test"), () => {});
  stack.defer(() => engine.stop(1_000, Promise.resolve()));
  engine.begin([]);
  return {
    env,
    engine,
    receiver,
    rows: () => auditRows(env.dataDir),
    run: <Name extends VerbName>(verb: Name, input: unknown, actor: Actor = ADMIN) =>
      verbs[verb](engine.context, { actor, input }) as Promise<VerbOutput<Name>>,
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}

export type AuditWorld = Awaited<ReturnType<typeof auditWorld>>;

const auditRows = (dataDir: string): AuditRow[] =>
  inDatabase(
    dataDir,
    (sqlite) =>
      sqlite
        .prepare(
          `SELECT actor_kind || ' ' || actor_name AS "by", action, target_id AS "targetId",
             target_name AS "targetName", details FROM audit ORDER BY seq`,
        )
        .all() as AuditRow[],
  );
