import { z } from "zod";
import { lastEventsOf } from "#db/queries/alert-history.ts";
import { listAlerts } from "#db/queries/alert-pages.ts";
import { searchBehindSeconds } from "#db/queries/alert-search-tail.ts";
import { asOfToken } from "#db/queries/as-of.ts";
import { readDb } from "#db/read.ts";
import { prioritySchema, statusSchema } from "#lib/domain/alert/alert.ts";
import { toResponse } from "#lib/web/http/answer.ts";
import { incomingOfWeb } from "#lib/web/http/incoming.ts";
import { takePost } from "#lib/web/ingest/receive.ts";
import { presentListedAlert } from "#lib/web/rest/alert.ts";
import { answer } from "#lib/web/rest/answer.ts";
import { listOf, readQuery } from "#lib/web/rest/list.ts";
import { takesOnly } from "#lib/web/rest/takes-only.ts";

/** Newest first, by the last event. */
export function GET(request: Request): Promise<Response> {
  return answer(request, "read", async () => {
    const { source_name, ...query } = readQuery(request, {
      status: statusSchema.optional(),
      priority: prioritySchema.optional(),
      category: z.string().optional(),
      source_name: z.string().optional(),
      q: z.string().optional(),
    });
    const page = await listAlerts(readDb(), { ...query, sourceName: source_name });
    const last = await lastEventsOf(
      readDb(),
      page.data.map(({ alertId }) => alertId),
    );
    const data = page.data.flatMap((row) => {
      const event = last.get(row.alertId);
      return event === undefined ? [] : [{ ...row, ...event }];
    });
    const behind = searchBehindSeconds(readDb(), Date.now());
    const asOf = { as_of: asOfToken(readDb(), page.asOf) };
    const more = behind === null ? asOf : { ...asOf, index_behind_seconds: behind };
    return listOf({ ...page, data }, presentListedAlert, more);
  });
}

export const { DELETE, OPTIONS, PATCH, PUT } = takesOnly("GET", "POST");

/** The listener takes these posts before Next does; here they are answered where it does not. */
export const POST = async (request: Request): Promise<Response> =>
  toResponse(await takePost(incomingOfWeb(request)));
