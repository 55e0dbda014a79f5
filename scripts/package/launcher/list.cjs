const { createHash } = require("node:crypto");
const fs = require("node:fs");

const END = "TOCSIN-1";

/**
 * What the one file holds, from its open descriptor, and the hash of that list. It ends with the list, its length in
 * 8 bytes, and the mark END (scripts/package/executable.mjs).
 */
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

module.exports = { readList, DAMAGED_FILE };
