import type { SourcePost } from "#lib/domain/alert/post.ts";
import type { Issue } from "#lib/domain/errors.ts";

/** A format in which senders post alerts. */
export type Source = {
  /** The media types that it reads, in lower case. */
  mediaTypes: readonly string[];
  /** The answer to another media type: one sentence that names those above. */
  wrongMediaType: string;
  /**
   * Reads the alerts of one post. Throws MalformedBody if the text is not of its media type's syntax,
   * AppError `invalid` with an issue per fault if it doesn't describe alerts.
   */
  read(post: SourceBody): SourcePost;
};

/** A post as it came in. */
export type SourceBody = {
  text: string;
  /** One of the source's media types. */
  mediaType: string;
  /** A header's value by its lower-case name; null if it is absent. */
  header(name: string): string | null;
};

/** The text is not of its media type's syntax: answered with 400 instead of 422. */
export class MalformedBody extends Error {
  readonly issues: Issue[];
  constructor(message: string, issues: Issue[] = []) {
    super(message);
    this.issues = issues;
  }
}
