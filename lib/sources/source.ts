import type { SourcePost } from "#lib/domain/alert/post.ts";
import type { Issue } from "#lib/domain/errors.ts";

/** A way in which senders write alerts. */
export type Source = {
  /** The media types that its posts may have, in lower case. */
  mediaTypes: readonly string[];
  /** What a sender of another media type is told: one sentence that names those above. */
  wrongMediaType: string;
  /**
   * The alerts of one post. Throws MalformedBody where the text breaks the syntax of its media type, AppError `invalid`
   * with an issue per fault where it does not describe alerts.
   */
  read(post: SourceBody): SourcePost;
};

/** A post as it came in. */
export type SourceBody = {
  text: string;
  /** One of the source's own. */
  mediaType: string;
  /** A header's value by its name in lower case; null where it is absent. */
  header(name: string): string | null;
};

/** The text breaks the syntax of its media type: the post is answered 400, not 422. */
export class MalformedBody extends Error {
  readonly issues: Issue[];
  constructor(message: string, issues: Issue[] = []) {
    super(message);
    this.issues = issues;
  }
}
