import { HttpError } from "#lib/web/http/problem.ts";

/** Limits on the posts that wait for the disk. Beyond them, senders should keep a post and send it again. */
const MAX_POSTS = 4_096;
const MAX_CHARACTERS = 32 * 1024 * 1024;

let posts = 0;
let characters = 0;

/**
 * Runs `store` for a post of `length` characters, which counts as waiting until `store` ends. Throws
 * HttpError 503 if the waiting posts already are too many or too long.
 */
export async function limitBacklog<T>(length: number, store: () => Promise<T>): Promise<T> {
  if (posts >= MAX_POSTS || characters + length > MAX_CHARACTERS)
    throw new HttpError(503, "Too many posts wait to be stored: nothing was stored. Try again later.");
  posts++;
  characters += length;
  try {
    return await store();
  } finally {
    posts--;
    characters -= length;
  }
}
