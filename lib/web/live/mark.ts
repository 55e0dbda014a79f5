import { counterToken, readCounterToken } from "#db/queries/counter-token.ts";
import { readDb, readVersion } from "#db/read.ts";

const ABOUT = "changes";
/** Each process counts commits from its own start. */
const PROCESS = Math.round(performance.timeOrigin);

/**
 * The mark of the current data (lib/domain/live/mark.ts). It changes with every commit of any process. A page
 * takes it before it reads.
 */
export const changesMark = (): string => counterToken(readDb(), ABOUT, [PROCESS, readVersion()]);

/** Whether anything may have been written since `mark`. A mark that this process never gave counts as old. */
export function changedSince(mark: string): boolean {
  const read = readCounterToken(readDb(), ABOUT, mark);
  if (typeof read === "string") return true;
  const [process, version] = read;
  return process !== PROCESS || version !== readVersion();
}
