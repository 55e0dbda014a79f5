import type { IncomingMessage, ServerResponse } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import { readDb } from "#db/read.ts";
import { AppError } from "#lib/domain/errors.ts";
import type { ExportEnd, ExportedThing, ExportFormat } from "#lib/domain/export.ts";
import type { Actor } from "#lib/domain/people/actor.ts";
import { engine } from "#lib/engine/client.ts";
import { log } from "#lib/log.ts";
import { type ExportQuery, exportQueries, exports } from "#lib/web/rest/exports.ts";
import { readQuery } from "#lib/web/rest/query.ts";
import { type Asker, askerByKey, askerBySession, type ExportRequest } from "./asker.ts";
import { exporters } from "./exporters.ts";
import { Outflow } from "./outflow.ts";
import { sendRows } from "./send-rows.ts";
import { fileText } from "./text.ts";

const AT_ONCE = 4;

/** Those that run, each with the promise of its end. */
const running = new Map<Outflow, Promise<void>>();

/**
 * Answers GET and HEAD of an export: `/api/v1/export/…` for a key, `/api/export/…` for a signed-in user. Throws
 * AppError as REST does, and `unavailable` above the limit.
 */
export async function answerExport(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(`http://localhost${request.url}`);
  const what = url.pathname.split("/").at(-1) as ExportedThing;
  const asker = await askerOf({ request, response }, what, url.pathname.startsWith("/api/v1/"));
  const asked = { what, query: readQuery(url.searchParams, exportQueries[what]) } as Asked;
  const file = fileText(formatOf(asked), exporters[what].columns);
  if (request.method === "HEAD") return void response.writeHead(200, headersOf(asked, file.type)).end();
  if (running.size >= AT_ONCE) throw tooMany();
  const outflow = new Outflow(response);
  const ended = Promise.withResolvers<void>();
  running.set(outflow, ended.promise);
  try {
    const id = await begin(asker.actor, asked, url.searchParams);
    response.writeHead(200, headersOf(asked, file.type));
    const how = await sendRows(outflow, readsOf(asked), file, () => asker.refusal());
    await end(asker.actor, asked, id, how);
  } finally {
    running.delete(outflow);
    ended.resolve();
  }
}

/** A stop waits no longer for the audit log, ms: the disk may not answer. */
const END_MS = 2_000;

/** Cuts off all that run. Resolves once their ends are in the audit log, after 2 s at most. */
export async function cutOffExports(): Promise<void> {
  for (const outflow of running.keys()) outflow.cutOff("Tocsin was stopped.");
  await Promise.race([Promise.all(running.values()), pause(END_MS, undefined, { ref: false })]);
}

type Asked<What extends ExportedThing = ExportedThing> = {
  [One in What]: { what: One; query: ExportQuery<One> };
}[What];

function askerOf(exchange: ExportRequest, what: ExportedThing, byKey: boolean): Asker | Promise<Asker> {
  const scope = exports.find(({ path }) => path.endsWith(`/${what}`))?.scope ?? "manage";
  return byKey ? askerByKey(exchange, scope) : askerBySession(exchange, scope);
}

const formatOf = ({ query }: Asked): ExportFormat => query.format ?? "csv";

function headersOf(asked: Asked, type: string): Record<string, string> {
  const at = new Date().toISOString().slice(0, 16).replaceAll(/[-:]/g, "");
  return {
    "content-type": type,
    "content-disposition": `attachment; filename="tocsin-${asked.what}-${at}Z.${formatOf(asked)}"`,
    "cache-control": "no-store",
  };
}

const tooMany = () =>
  new AppError("unavailable", `${AT_ONCE} exports are running, the most at a time: try again later.`);

function readsOf<What extends ExportedThing>({ what, query }: Asked<What>) {
  return exporters[what].reads(readDb(), query as ExportQuery<What>);
}

async function begin(actor: Actor, asked: Asked, search: URLSearchParams): Promise<string> {
  const { format: _, ...filter } = Object.fromEntries(search);
  const input = { what: asked.what, format: formatOf(asked), filter };
  const { id } = await engine().run("exports.begin", { actor, input });
  return id;
}

/** The client has its rows already, so a failure here can only be logged. */
async function end(actor: Actor, { what }: Asked, id: string, how: ExportEnd): Promise<void> {
  await engine()
    .run("exports.end", { actor, input: { id, what, ...how } })
    .catch((error) => log("http").error({ err: error, export: id }, "the end of an export was not recorded"));
}
