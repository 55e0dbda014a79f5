import { readDb } from "#db/read.ts";
import { AppError } from "#lib/domain/errors.ts";
import { SEARCH_MAX } from "#lib/domain/search/found.ts";
import { admit, currentSession } from "#lib/web/auth/session.ts";
import { problemOf } from "#lib/web/http/problem.ts";
import { takesOnly } from "#lib/web/http/takes-only.ts";
import { searchConsole } from "#lib/web/show/search.ts";

/** The palette's search: `?q=…` gives `{"data": [...]}`. Every role may read the results. */
export async function GET(request: Request): Promise<Response> {
  try {
    admit(await currentSession(), "read");
    const typed = new URL(request.url).searchParams.get("q") ?? "";
    if (typed.length > SEARCH_MAX)
      throw new AppError("invalid", `A search has at most ${SEARCH_MAX} characters: type less.`);
    const data = await searchConsole(readDb(), typed);
    return Response.json({ data }, { headers: { "cache-control": "no-store" } });
  } catch (error) {
    return problemOf(error);
  }
}

export const { DELETE, OPTIONS, PATCH, POST, PUT } = takesOnly("GET");
