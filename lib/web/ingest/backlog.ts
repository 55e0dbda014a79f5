import { HttpError } from "#lib/web/http/problem.ts";

/** The posts that may wait for the disk at once: past either limit the sender should keep a post and send it again. */
const MAX_POSTS = 4_096;
const MAX_CHARACTERS = 32 * 1024 * 1024;

let posts = 0;
let characters = 0;

/**
 * Runs `store` for a post of `length` characters, and counts the post as waiting until that ends. Throws HttpError 503
 * while too many posts, or too long ones, wait already.
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
