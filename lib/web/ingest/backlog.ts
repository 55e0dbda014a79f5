import { HttpError } from "#lib/web/http/problem.ts";

/** Posts that wait for their place on disk. Past either limit a post is better sent again than kept in memory. */
const MAX_POSTS = 4_096;
const MAX_CHARACTERS = 32 * 1024 * 1024;

let posts = 0;
let characters = 0;

/** Runs `accept` for a post of so many characters. Throws HttpError 503 while too much waits for the disk already. */
export async function admit<T>(length: number, accept: () => Promise<T>): Promise<T> {
  if (posts >= MAX_POSTS || characters + length > MAX_CHARACTERS)
    throw new HttpError(503, "Too many posts wait to be stored: nothing was stored. Try again later.");
  posts++;
  characters += length;
  try {
    return await accept();
  } finally {
    posts--;
    characters -= length;
  }
}
