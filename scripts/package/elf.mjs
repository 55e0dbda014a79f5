/*
 * Edits Node.js's executable (ELF, 64 bits, little-endian) without tools of the target's platform: `strip` and
 * `objcopy` of a machine know its own processor alone.
 */

const LOAD = 1;
const NOTE = 4;
const PHDR = 6;
const EXECUTABLE = 2;

/** Segments start at a multiple of this, which fits pages of any size that Linux has on x64 and arm64. */
const PAGE = 0x1_0000;

/**
 * The executable without its symbols and with `content` as a note of that name in its memory, where
 * Node.js looks for its single-executable application. Throws for what isn't a fixed-address executable.
 */
export function withNote(executable, name, content) {
  const header = readHeader(executable);
  const segments = readSegments(executable, header);
  const loads = segments.filter(({ type }) => type === LOAD);
  const end = Math.max(...loads.map(({ offset, fileSize }) => offset + fileSize));
  const memoryEnd = Math.max(...loads.map(({ address, memorySize }) => address + memorySize));
  const note = noteOf(name, content);
  const place = { offset: aligned(end, PAGE), address: aligned(memoryEnd, PAGE), size: note.length };

  const edited = Buffer.alloc(place.offset + note.length);
  executable.copy(edited, 0, 0, end);
  note.copy(edited, place.offset);
  writeSegments(edited, header, segments, place);
  forgetSections(edited);
  return edited;
}

function readHeader(executable) {
  const isElf64 = executable.readUInt32BE(0) === 0x7f454c46 && executable[4] === 2 && executable[5] === 1;
  if (!isElf64 || executable.readUInt16LE(16) !== EXECUTABLE)
    throw new Error("The runtime isn't an ELF executable of 64 bits at a fixed address.");
  return { table: Number(executable.readBigUInt64LE(32)), count: executable.readUInt16LE(56) };
}

const ENTRY = 56;

function readSegments(executable, { table, count }) {
  return Array.from({ length: count }, (_, index) => {
    const bytes = executable.subarray(table + index * ENTRY, table + (index + 1) * ENTRY);
    const number = (at) => Number(bytes.readBigUInt64LE(at));
    return {
      bytes: Buffer.from(bytes),
      type: bytes.readUInt32LE(0),
      offset: number(8),
      address: number(16),
      fileSize: number(32),
      memorySize: number(40),
    };
  });
}

/**
 * Two segments are given up for the note, so that the table keeps its size and its place: the notes that
 * describe the build, and the table's own, which only executables without a fixed address need.
 */
function writeSegments(edited, { table, count }, segments, place) {
  const kept = segments.filter(({ type }) => type !== NOTE && type !== PHDR).map(({ bytes }) => bytes);
  const lastLoad = kept.findLastIndex((bytes) => bytes.readUInt32LE(0) === LOAD);
  // The system wants loaded segments in the order of their addresses.
  kept.splice(lastLoad + 1, 0, segment(LOAD, place, PAGE), segment(NOTE, place, 4));
  if (kept.length > count) throw new Error("The runtime has no segments to give up for the note.");
  edited.fill(0, table, table + count * ENTRY);
  Buffer.concat(kept).copy(edited, table);
  edited.writeUInt16LE(kept.length, 56);
}

const READABLE = 4;

function segment(type, { offset, address, size }, alignment) {
  const bytes = Buffer.alloc(ENTRY);
  bytes.writeUInt32LE(type, 0);
  bytes.writeUInt32LE(READABLE, 4);
  for (const [index, value] of [offset, address, address, size, size, alignment].entries())
    bytes.writeBigUInt64LE(BigInt(value), 8 + index * 8);
  return bytes;
}

/** The symbols are sections at the end of the file, which running it needs none of. */
function forgetSections(edited) {
  edited.writeBigUInt64LE(0n, 40);
  edited.fill(0, 58, 64);
}

function noteOf(name, content) {
  const title = Buffer.from(`${name}\0`);
  const sizes = Buffer.alloc(12);
  sizes.writeUInt32LE(title.length, 0);
  sizes.writeUInt32LE(content.length, 4);
  return Buffer.concat([sizes, padded(title), padded(content)]);
}

const padded = (bytes) => Buffer.concat([bytes, Buffer.alloc(aligned(bytes.length, 4) - bytes.length)]);

const aligned = (size, to) => Math.ceil(size / to) * to;
