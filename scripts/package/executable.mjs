import { createHash } from "node:crypto";
import { closeSync, openSync, readFileSync, renameSync, rmSync, writeSync } from "node:fs";
import { posix } from "node:path";
import { withNote } from "./elf.mjs";
import { fusePlace, launcherBlob } from "./launcher-blob.mjs";

/** How the launcher finds the list: scripts/package/launcher/list.cjs reads the same mark. */
const END = "TOCSIN-1";

/**
 * Writes the one file: the runtime with the launcher in it, the app's files one after the other, their list,
 * and where the list begins. The runtime is in it once: unpacked, it is the same bytes without the launcher's
 * switch. `content` is that of `contentOf`, `programs` that of `programsOf`.
 */
export async function writeExecutable(target, { node, content, version, programs }) {
  const runtime = withNote(readFileSync(node), "NODE_SEA_BLOB", await launcherBlob());
  const flip = fusePlace(runtime);
  const temporary = `${target}.partial`;
  const out = openSync(temporary, "w", 0o755);
  try {
    const files = [described("tocsin", runtime, 0, { runs: true, flip })];
    writeSync(out, switchedOn(runtime, flip));
    let at = runtime.length;
    for (const entry of content.filter(({ target: link }) => link === undefined)) {
      const bytes = entry.content ?? readFileSync(entry.from);
      files.push(described(`app/${entry.path}`, bytes, at));
      writeSync(out, bytes);
      at += bytes.length;
    }
    const links = content
      .filter(({ target: link }) => link !== undefined)
      .map(({ path, target: link }) => ({ path: `app/${path}`, target: link }));
    const list = { version, ...programs, folders: foldersOf([...files, ...links]), files, links };
    writeSync(out, ending(Buffer.from(JSON.stringify(list))));
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  } finally {
    closeSync(out);
  }
  renameSync(temporary, target);
}

function described(path, bytes, at, more = {}) {
  return { path, at, size: bytes.length, sha256: createHash("sha256").update(bytes).digest("hex"), ...more };
}

function switchedOn(runtime, flip) {
  const bytes = Buffer.from(runtime);
  bytes[flip] = "1".charCodeAt(0);
  return bytes;
}

/** Each folder after the one that holds it. */
function foldersOf(entries) {
  const folders = new Set();
  const add = (folder) => {
    if (folder === "." || folders.has(folder)) return;
    add(posix.dirname(folder));
    folders.add(folder);
  };
  for (const { path } of entries) add(posix.dirname(path));
  return [...folders];
}

function ending(list) {
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(list.length));
  return Buffer.concat([list, length, Buffer.from(END)]);
}
