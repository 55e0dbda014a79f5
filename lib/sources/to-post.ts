import type { SourcePost } from "#lib/domain/alert/post.ts";
import type { MappedAlert, SenderContext } from "./sender.ts";

/** Makes alerts of Tocsin's own from what a sender's format says. `type` is the source's type or id. */
export function toPost(_mapped: readonly MappedAlert[], _context: SenderContext, _type: string): SourcePost {
  throw new Error("the post of a sender is not built yet");
}
