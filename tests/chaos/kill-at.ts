import { subscribe } from "node:diagnostics_channel";
import { writeSync } from "node:fs";
import { isMainThread } from "node:worker_threads";
import Database from "better-sqlite3";
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
  const { exec } = Database.prototype;
  Database.prototype.exec = function (sql) {
    return around(sql, () => exec.call(this, sql));
  };
  const memory = new Database(":memory:");
  const statement = Object.getPrototypeOf(memory.prepare("SELECT 1"));
  memory.close();
  for (const name of ["run", "get", "all"]) {
    const execute = statement[name];
    statement[name] = function (...args: unknown[]) {
      return around(this.source, () => execute.apply(this, args));
    };
  }
  subscribe("undici:client:sendHeaders", () => at("sending"));
  subscribe("undici:request:headers", () => at("answered"));
}

function around<T>(sql: string, execute: () => T): T {
  if (/^\s*BEGIN/i.test(sql)) wrote.events = wrote.attempts = false;
  const commits = /^\s*COMMIT/i.test(sql);
  if (commits) atCommit("before");
  const result = execute();
  if (commits) atCommit("after");
  if (/^\s*insert into "?events"?\b/i.test(sql)) {
    wrote.events = true;
    at("storing");
  }
  if (/^\s*insert into "?attempts"?\b/i.test(sql)) wrote.attempts = true;
  return result;
}

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
