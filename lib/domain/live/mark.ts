/**
 * A mark names a moment of the data: a page has the one from before its first read, each event of the stream
 * has the one from after what it tells. It is a counter token, `epoch.process.version.signature`: each process
 * counts what it notices of commits from its own start.
 */
type Moment = { process: string; version: number };

/**
 * Whether what is told with the mark `told` may be missing from what was read with the mark `seen`. Marks of
 * different processes can't be compared: then it may.
 */
export function isAfter(told: string, seen: string): boolean {
  const [a, b] = [momentOf(told), momentOf(seen)];
  return a.process !== b.process || a.version > b.version;
}

export const isOfSameProcess = (one: string, other: string): boolean =>
  momentOf(one).process === momentOf(other).process;

function momentOf(mark: string): Moment {
  const [, process = "", version = ""] = mark.split(".");
  return { process, version: Number.parseInt(version, 36) };
}
