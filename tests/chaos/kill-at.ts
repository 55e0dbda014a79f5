import { subscribe } from "node:diagnostics_channel";
import { writeSync } from "node:fs";
import { isMainThread } from "node:worker_threads";
import { overhear } from "../support/overhear.ts";
import { faultOf, LAST_WORDS, type Moment } from "./fault.ts";

/*
 * Loaded before the server in each of its threads. In the engine's it looks over the shoulder of better-sqlite3
 * and undici, and kills the process at the moment that it was started with.
 */

const fault = faultOf(process.env);
let come = 0;
let commits = 0;
/** What the open transaction has written. */
const wrote = { events: false, attempts: false };

if (!isMainThread) watch();

function watch(): void {
  overhear({ before: beforeStatement, after: afterStatement });
  subscribe("undici:client:sendHeaders", () => at("sending"));
  subscribe("undici:request:headers", () => at("answered"));
}

function beforeStatement(sql: string): void {
  if (isBegin(sql)) wrote.events = wrote.attempts = false;
  if (isCommit(sql)) atCommit("before");
}

function afterStatement(sql: string): void {
  if (isCommit(sql)) atCommit("after");
  if (isAttempt(sql)) wrote.attempts = true;
  if (!/^\s*insert into "?events"?\b/i.test(sql)) return;
  wrote.events = true;
  at("storing");
}

/** The first attempt is an update of its delivery, a later one a row. */
const isAttempt = (sql: string): boolean =>
  /^\s*(insert into "?attempts"?|update "?deliveries"? set attempts_made)\b/i.test(sql);
const isBegin = (sql: string): boolean => /^\s*BEGIN/i.test(sql);
const isCommit = (sql: string): boolean => /^\s*COMMIT/i.test(sql);

function atCommit(side: "before" | "after"): void {
  if (side === "before") commits++;
  if (commits === 1) at(`${side}-first-commit`);
  if (wrote.events) at(`${side}-store-commit`);
  if (wrote.attempts) at(`${side}-record-commit`);
}

function at(moment: Moment): void {
  if (moment !== fault.moment || ++come < fault.nth) return;
  writeSync(1, `${JSON.stringify({ msg: LAST_WORDS, ...fault })}\n`);
  process.kill(process.pid, "SIGKILL");
}
