const { createHash } = require("node:crypto");
const fs = require("node:fs");
const { join } = require("node:path");
const { DAMAGED_FILE } = require("./list.cjs");

/** Whether all that the list names is in the folder, unchanged. */
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

const chunk = Buffer.allocUnsafe(2 ** 20);

/** Calls `use` with each part of an open file from that position on, and how much of `size` came before it. */
function forEachChunk(file, from, size, use) {
  for (let done = 0; done < size; ) {
    const read = fs.readSync(file, chunk, 0, Math.min(chunk.length, size - done), from + done);
    if (read === 0) throw new Error(DAMAGED_FILE);
    use(chunk.subarray(0, read), done);
    done += read;
  }
}

/** What was unpacked can't be written, not even by its owner. */
function removeFolder(folder) {
  if (!fs.existsSync(folder)) return;
  fs.chmodSync(folder, 0o700);
  for (const entry of fs.readdirSync(folder, { recursive: true, withFileTypes: true }))
    if (entry.isDirectory()) fs.chmodSync(join(entry.parentPath, entry.name), 0o700);
  fs.rmSync(folder, { recursive: true, force: true });
}

module.exports = { isWhole, forEachChunk, removeFolder };
