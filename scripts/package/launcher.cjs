/*
 * What the one file runs first: it unpacks the runtime and the app once, checks them at every start, and then
 * becomes that runtime, as the same process. Node.js embeds this one script, so it requires nothing of ours.
 * The end of the file holds what is unpacked (scripts/package/executable.mjs).
 */
const { createHash } = require("node:crypto");
const fs = require("node:fs");
const { dirname, join, resolve } = require("node:path");

const [first, ...more] = process.argv.slice(2);
const starts = first === undefined || first === "start";

function main() {
  const file = fs.openSync(process.execPath, "r");
  const { list, sha256 } = readList(file);
  if (first === "--version") return console.log(list.version);
  const folder = join(
    resolve(setting("UNPACK_DIR") ?? join(setting("DATA_DIR") ?? "data", "runtime")),
    sha256,
  );
  if (!isWhole(folder, list)) unpack(file, list, folder);
  refuseNoExec(folder);
  become(folder, starts ? list.start : list.command, starts ? more : process.argv.slice(2));
}

/** An empty variable counts as unset, as everywhere (lib/env-source.ts). */
function setting(name) {
  return process.env[name] || undefined;
}

const END = "TOCSIN-1";

/** The file ends with the list, its length in 8 bytes, and the mark END. */
function readList(file) {
  const { size } = fs.fstatSync(file);
  const end = readAt(file, size - 16, 16);
  if (end.subarray(8).toString() !== END) throw new Error(DAMAGED_FILE);
  const length = Number(end.readBigUInt64LE(0));
  const text = readAt(file, size - 16 - length, length);
  return { list: JSON.parse(text), sha256: createHash("sha256").update(text).digest("hex") };
}

const DAMAGED_FILE = `${process.execPath} is damaged: fetch it again, and check it against SHA256SUMS.`;

function readAt(file, position, length) {
  const bytes = Buffer.alloc(length);
  if (fs.readSync(file, bytes, 0, length, position) !== length) throw new Error(DAMAGED_FILE);
  return bytes;
}

function isWhole(folder, { files, links }) {
  try {
    return (
      files.every(({ path, size, sha256 }) => hashOfFile(join(folder, path), size) === sha256) &&
      links.every(({ path, target }) => fs.readlinkSync(join(folder, path)) === target)
    );
  } catch {
    return false;
  }
}

const chunk = Buffer.allocUnsafe(2 ** 20);

/** Null if the file hasn't that size. */
function hashOfFile(path, size) {
  const file = fs.openSync(path, "r");
  try {
    if (fs.fstatSync(file).size !== size) return null;
    const hash = createHash("sha256");
    forEachChunk(file, 0, size, (bytes) => hash.update(bytes));
    return hash.digest("hex");
  } finally {
    fs.closeSync(file);
  }
}

function forEachChunk(file, from, size, use) {
  for (let done = 0; done < size; ) {
    const read = fs.readSync(file, chunk, 0, Math.min(chunk.length, size - done), from + done);
    if (read === 0) throw new Error(DAMAGED_FILE);
    use(chunk.subarray(0, read), done);
    done += read;
  }
}

/**
 * Unpacks under a name of this process's own and renames last, so that a start that is killed, or that runs
 * beside another one, leaves nothing half done under the real name.
 */
function unpack(file, list, folder) {
  const partial = `${folder}.${process.pid}`;
  try {
    makeFolder(dirname(folder));
    removeAbandoned(dirname(folder));
    writeAll(file, list, partial);
    refuseNoExec(partial);
    putInPlace(partial, folder, list);
  } catch (error) {
    removeFolder(partial);
    if (error.code === undefined) throw error;
    throw new Error(`The app can't be unpacked into ${dirname(folder)}: ${reasonOf(error)}. ${REMEDY}`);
  }
}

const REMEDY =
  "Set UNPACK_DIR to a folder that can be written, with 300 MB free, on a file system that runs programs (mounted without noexec).";

const REASONS = {
  EROFS: "the file system is read-only",
  EACCES: "this user may not write there",
  EPERM: "this user may not write there",
  ENOSPC: "no space is left",
  EDQUOT: "the disk quota is used up",
  ENOTDIR: "a part of the path is no folder",
  ENOENT: "no folder can be made there",
};

const reasonOf = ({ code, message }) => REASONS[code] ?? message;

/** One by one: Node's recursive mkdir never ends below a parent that takes no folders, such as /proc. */
function makeFolder(folder) {
  if (fs.existsSync(folder)) return;
  makeFolder(dirname(folder));
  try {
    fs.mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    if (error.code !== "EEXIST") throw error;
  }
}

/** Removes what starts left behind that were killed. In a container every start may have the same id. */
function removeAbandoned(parent) {
  for (const name of fs.readdirSync(parent)) {
    const [, pid] = /^[0-9a-f]{64}\.(\d+)(?:\.damaged)?$/.exec(name) ?? [];
    if (pid !== undefined && (Number(pid) === process.pid || !isAlive(Number(pid))))
      removeFolder(join(parent, name));
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}

function writeAll(file, { folders, files, links }, target) {
  for (const path of ["", ...folders]) fs.mkdirSync(join(target, path), { mode: 0o700 });
  for (const entry of files) writeOne(file, entry, join(target, entry.path));
  for (const { path, target: to } of links) fs.symlinkSync(to, join(target, path));
  for (const path of ["", ...folders]) fs.chmodSync(join(target, path), 0o500);
}

/** The runtime is this very file's beginning, but for the byte that makes it run this script. */
function writeOne(file, { at, size, sha256, runs, flip }, path) {
  const hash = createHash("sha256");
  const out = fs.openSync(path, "wx", runs ? 0o500 : 0o400);
  try {
    forEachChunk(file, at, size, (bytes, done) => {
      if (flip >= done && flip < done + bytes.length) bytes[flip - done] = 0x30;
      hash.update(bytes);
      writeWhole(out, bytes);
    });
  } finally {
    fs.closeSync(out);
  }
  if (hash.digest("hex") !== sha256) throw new Error(DAMAGED_FILE);
}

function writeWhole(out, bytes) {
  for (let done = 0; done < bytes.length; ) done += fs.writeSync(out, bytes, done);
}

function putInPlace(partial, folder, list) {
  while (!renamed(partial, folder)) {
    // Another start was faster, or what is there is damaged.
    if (isWhole(folder, list)) return removeFolder(partial);
    const damaged = `${folder}.${process.pid}.damaged`;
    if (renamed(folder, damaged)) removeFolder(damaged);
  }
}

/** Whether it was renamed; false if the target exists, or another start has taken the source away. */
function renamed(from, to) {
  try {
    fs.renameSync(from, to);
    return true;
  } catch (error) {
    if (["ENOTEMPTY", "EEXIST", "ENOENT"].includes(error.code)) return false;
    throw error;
  }
}

function removeFolder(folder) {
  if (!fs.existsSync(folder)) return;
  fs.chmodSync(folder, 0o700);
  for (const entry of fs.readdirSync(folder, { recursive: true, withFileTypes: true }))
    if (entry.isDirectory()) fs.chmodSync(join(entry.parentPath, entry.name), 0o700);
  fs.rmSync(folder, { recursive: true, force: true });
}

/** The system itself says so before a program is run, which could no longer be told afterwards. */
function refuseNoExec(folder) {
  try {
    fs.accessSync(join(folder, "tocsin"), fs.constants.X_OK);
  } catch (error) {
    if (error.code !== "EACCES") throw error;
    const parent = dirname(folder);
    throw new Error(`${parent} is on a file system that runs no programs (mounted noexec). ${REMEDY}`);
  }
}

/** Replaces this program in its process: the id stays, and signals reach the app itself. */
function become(folder, { env, options, program }, args) {
  const app = join(folder, "app");
  const filled = options.map((option) => option.replace(/^\.\//, `${app}/`));
  process.execve(join(folder, "tocsin"), [process.execPath, ...filled, join(app, program), ...args], {
    ...process.env,
    ...env,
  });
}

/** As a line of the log when it should start the app, else as text for the person at the terminal. */
function refuse(error) {
  const msg = starts ? `Tocsin can't start: ${error.message}` : error.message;
  const line = { level: 60, time: new Date().toISOString(), part: "server", msg };
  fs.writeSync(2, `${starts ? JSON.stringify(line) : msg}\n`);
  process.exitCode = 1;
}

try {
  main();
} catch (error) {
  refuse(error);
}
