import type { Db } from "#db/client.ts";
import { installationFact, setInstallationFact } from "./installation.ts";

/** The installation fact that holds the documents planned last, as [hash, version]. */
const PLANNED = "planned_configs";

/** One document is planned again and again; some have one per team. */
const KEPT = 50;

type Planned = [hash: string, version: string];

const allPlanned = (db: Db): Planned[] => JSON.parse(installationFact(db, PLANNED) ?? "[]");

/** The version of the configuration that a document was planned for last; undefined if it was not since it was applied. */
export const plannedVersion = (db: Db, hash: string): string | undefined =>
  allPlanned(db).find(([planned]) => planned === hash)?.[1];

/** Remembers for which version of the configuration a document was planned, for the last 50 documents. */
export const rememberPlanned = (db: Db, hash: string, version: string): void =>
  setPlanned(db, [[hash, version], ...withoutPlanned(db, hash)]);

/** A document that was applied needs a new plan. */
export const forgetPlanned = (db: Db, hash: string): void => setPlanned(db, withoutPlanned(db, hash));

const withoutPlanned = (db: Db, hash: string): Planned[] =>
  allPlanned(db).filter(([planned]) => planned !== hash);

const setPlanned = (db: Db, planned: readonly Planned[]): void =>
  setInstallationFact(db, PLANNED, JSON.stringify(planned.slice(0, KEPT)));
