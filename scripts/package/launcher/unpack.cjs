const { createHash } = require("node:crypto");
const fs = require("node:fs");
const { dirname, join } = require("node:path");
const { forEachChunk, isWhole, removeFolder } = require("./files.cjs");
const { DAMAGED_FILE } = require("./list.cjs");

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

module.exports = { unpack, refuseNoExec };
