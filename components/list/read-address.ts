import type { SearchParams } from "./href.ts";

type ReadAddress = {
  /** The value of a filter; undefined if it is absent, empty, given twice, or if `parse` does not know it. */
  read<T>(name: string, parse: (text: string) => T | undefined): T | undefined;
  /** What was read so far and is not known: `state "lost"`. */
  ignored: string[];
};

/** Reads a list's filters from its address. */
export function readAddress(params: SearchParams): ReadAddress {
  const ignored: string[] = [];
  return {
    ignored,
    read(name, parse) {
      const given = params[name];
      if (given === undefined || given === "") return undefined;
      const value = typeof given === "string" ? parse(given) : undefined;
      if (value === undefined) ignored.push(`${name} "${given}"`);
      return value;
    },
  };
}

/** Knows these values only. */
export const oneOf =
  <T extends string>(values: readonly T[]) =>
  (text: string): T | undefined =>
    values.find((value) => value === text);
