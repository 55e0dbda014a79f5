import { readSecretFile } from "./env-file.ts";

/** An invalid environment variable, which the message names. */
export class EnvError extends Error {}

export type EnvSource = Record<string, string | undefined>;

/** The value of a variable. An empty one counts as unset, which is how compose files leave one out. */
export function setting(source: EnvSource, name: string): string | undefined {
  const value = source[name];
  return value === undefined || value === "" ? undefined : value;
}

/** The value of a variable that takes one of a few words. Throws EnvError. */
export function oneOf<T extends string>(
  source: EnvSource,
  name: string,
  allowed: readonly T[],
  fallback: T,
): T {
  const value = setting(source, name) ?? fallback;
  const known = allowed.find((one) => one === value);
  if (known === undefined)
    throw new EnvError(`${name} must be one of ${allowed.join(", ")}; it is ${JSON.stringify(value)}.`);
  return known;
}

/** The value of a variable that takes a whole number. Throws EnvError. */
export function wholeNumber(
  source: EnvSource,
  name: string,
  range: { fallback: number; min: number; max: number },
) {
  const value = setting(source, name);
  if (value === undefined) return range.fallback;
  const number = Number(value);
  if (/^\d+$/.test(value) && number >= range.min && number <= range.max) return number;
  throw new EnvError(
    `${name} must be a whole number from ${range.min} to ${range.max}; it is ${JSON.stringify(value)}.`,
  );
}

/**
 * The secret in the variable `name`, or in the file that `name`_FILE names, with the name of the variable
 * that gave it. Throws EnvError if both are set, or the file can't be read.
 */
export function readSecret(source: EnvSource, name: string): { variable: string; value: string } | undefined {
  const inFile = `${name}_FILE`;
  const file = setting(source, inFile);
  const value = setting(source, name);
  if (file === undefined) return value === undefined ? undefined : { variable: name, value };
  if (value !== undefined) throw new EnvError(`${inFile} and ${name} are both set: keep one.`);
  return { variable: inFile, value: ofFile(inFile, file, readSecretFile) };
}

/** What `read` returns for the file that a variable names. Throws EnvError with the reason if it can't. */
export function ofFile<T>(variable: string, file: string, read: (file: string) => T): T {
  try {
    return read(file);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new EnvError(`${variable}: the file ${JSON.stringify(file)} ${reason}.`);
  }
}
