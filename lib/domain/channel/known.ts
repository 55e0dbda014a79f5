import { AppError, type Issue } from "#lib/domain/errors.ts";
import { ISSUES_MAX } from "#lib/domain/issues.ts";

const UNKNOWN = "There is no such channel, it may have been deleted: remove it.";

/**
 * Throws AppError `invalid` with an issue at each unknown channel, 100 at most. `pathAt` is where the channel of an
 * index stands in the input: `channels[2]` unless told otherwise.
 */
export function refuseUnknownChannels(
  ids: readonly string[],
  isKnown: (id: string) => boolean,
  pathAt = (index: number) => `channels[${index}]`,
): void {
  const issues: Issue[] = [];
  for (const [index, id] of ids.entries()) {
    if (!isKnown(id)) issues.push({ path: pathAt(index), message: UNKNOWN });
    // The one writer looks no further than it tells.
    if (issues.length === ISSUES_MAX) break;
  }
  if (issues.length > 0) throw new AppError("invalid", UNKNOWN, issues);
}
