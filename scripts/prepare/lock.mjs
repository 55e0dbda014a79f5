import {
  linkSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { root } from "../process.mjs";
import { say } from "./step.mjs";

const heartbeatMs = 5_000;
const deadAfterMs = 60_000;
const pollMs = 200;

/**
 * Does the work while no other process of this checkout does work with the same name. The lock is a file that
 * holds the process id. A lock whose process is gone, or that nobody has touched for a minute, is taken over.
 */
export async function withLock(name, work, folder = join(root, ".locks")) {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, name.replaceAll("/", "-"));
  let told = false;
  while (!take(file)) {
    if (!told) say(`Waiting for another process (${holder(file) || "starting"}) to finish: ${name} …`);
    told = true;
    await pause(pollMs);
  }
  const heartbeat = setInterval(() => touch(file), heartbeatMs);
  try {
    return await work();
  } finally {
    clearInterval(heartbeat);
    if (holder(file) === String(process.pid)) rmSync(file, { force: true });
  }
}

function take(file) {
  if (create(file)) return true;
  const found = holder(file);
  if (!isStale(file, found)) return false;
  removeStale(file, found);
  return create(file);
}

function create(file) {
  try {
    writeFileSync(file, String(process.pid), { flag: "wx" });
    return true;
  } catch (error) {
    if (error.code === "EEXIST") return false;
    throw error;
  }
}

function isStale(file, pid) {
  if (pid && !isAlive(pid)) return true;
  return Date.now() - (statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? Date.now()) > deadAfterMs;
}

/** The process id in the lock; empty while its owner is still writing it. */
function holder(file) {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}

function isAlive(pid) {
  try {
    process.kill(Number(pid), 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}

/**
 * Removes a stale lock. Two processes may find it at the same time, and only a rename tells which of them
 * removed it.
 */
function removeStale(file, stalePid) {
  const aside = `${file}.${process.pid}`;
  try {
    renameSync(file, aside);
    if (holder(aside) !== stalePid) linkSync(aside, file);
  } catch {
    // The other process was faster.
  }
  rmSync(aside, { force: true });
}

function touch(file) {
  try {
    utimesSync(file, new Date(), new Date());
  } catch {
    // Somebody removed the folder by hand: the work goes on without a lock.
  }
}
