import type { MappedAlert, SenderContext, SenderPost } from "#lib/sources/sender.ts";

/** Maps a post to a source of one's own by its expressions. */
export function mapOwn(
  _sourceId: string,
  _post: SenderPost,
  _context: SenderContext,
): Promise<readonly MappedAlert[]> {
  throw new Error("sources of one's own are not built yet");
}
