import type { Db } from "#db/client.ts";
import { statement } from "#db/statement.ts";

const insertBoot = statement<{ value: string }>("INSERT INTO boots (value) VALUES (@value)");

/** Adds a boot and returns its number. */
export const addBoot = (db: Db, value: string): number =>
  Number(insertBoot(db).run({ value }).lastInsertRowid);

type Boot = { number: number; value: string };

const byNumber = statement<{ number: number }, Boot>(
  "SELECT number, value FROM boots WHERE number = +@number",
);
const byValue = statement<{ value: string }, Boot>("SELECT number, value FROM boots WHERE value = +@value");

/** The boots that a connection has met. Boots never change, so they are read once. */
class KnownBoots {
  readonly values = new Map<number, string>();
  readonly numbers = new Map<string, number>();

  add(boot: Boot | undefined): Boot | undefined {
    if (boot === undefined) return undefined;
    this.values.set(boot.number, boot.value);
    this.numbers.set(boot.value, boot.number);
    return boot;
  }
}

const known = new WeakMap<Db, KnownBoots>();

function knownBoots(db: Db): KnownBoots {
  const boots = known.get(db) ?? new KnownBoots();
  known.set(db, boots);
  return boots;
}

/** The value of a boot that a stored row names. */
export function bootValue(db: Db, number: number): string {
  const boots = knownBoots(db);
  const value = boots.values.get(number) ?? boots.add(byNumber(db).get({ number }))?.value;
  if (value === undefined) throw new Error(`The database lacks its boot ${number}.`);
  return value;
}

/** The number of the boot with this value; undefined if this database has none. */
export function bootNumber(db: Db, value: string): number | undefined {
  const boots = knownBoots(db);
  return boots.numbers.get(value) ?? boots.add(byValue(db).get({ value }))?.number;
}
