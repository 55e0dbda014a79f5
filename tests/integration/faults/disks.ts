import { execFileSync } from "node:child_process";
import { appendFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { atExit } from "../../support/at-exit.ts";
import { temporaryFolder } from "../../support/folder.ts";

/** A data folder that can run out of room. */
type Disk = Disposable & {
  dataDir: string;
  /** What the server needs in its environment. */
  env: Record<string, string>;
  fill(): void;
  makeRoom(): void;
};

/** One of a file system of its own. */
export type SmallDisk = Disk & { readOnly(): void };

export type DiskKind = { name: string; open: () => Disk };

const SIZE = "24m";
/** Pieces that a disk is filled with: the last ones small, so that nothing is left. */
const PIECES = [1024 * 1024, 4096];

/** A small file system of its own where this user may mount one; everywhere, a database that may not grow. */
export const diskKinds = (): DiskKind[] => [
  { name: "a database that may not grow", open: limitedDatabase },
  ...(mayMount() ? [{ name: "a small file system", open: smallDisk }] : []),
];

function mayMount(): boolean {
  using folder = temporaryFolder();
  try {
    execFileSync("mount", ["-t", "tmpfs", "tmpfs", folder.path], { stdio: "ignore" });
  } catch {
    return false;
  }
  execFileSync("umount", [folder.path]);
  return true;
}

/** A file system of 24 MB; only where this user may mount one, as `diskKinds` says. */
export function smallDisk(): SmallDisk {
  const folder = temporaryFolder();
  execFileSync("mount", ["-t", "tmpfs", "-o", `size=${SIZE}`, "tmpfs", folder.path]);
  // Lazily: a server that was killed a moment ago may still hold its files.
  const unmount = () => execFileSync("umount", ["--lazy", folder.path]);
  const forget = atExit(unmount);
  const filler = join(folder.path, "filler");
  return {
    dataDir: join(folder.path, "data"),
    env: {},
    fill() {
      for (const bytes of PIECES) appendUntilFull(filler, Buffer.alloc(bytes));
    },
    makeRoom: () => rmSync(filler),
    readOnly: () => {
      execFileSync("mount", ["-o", "remount,ro", folder.path]);
    },
    [Symbol.dispose]() {
      forget();
      unmount();
      folder[Symbol.dispose]();
    },
  };
}

function appendUntilFull(file: string, piece: Buffer): void {
  for (;;) {
    try {
      appendFileSync(file, piece);
    } catch {
      return;
    }
  }
}

function limitedDatabase(): Disk {
  const folder = temporaryFolder();
  const full = join(folder.path, "full");
  return {
    dataDir: join(folder.path, "data"),
    env: {
      NODE_OPTIONS: "--import=./tests/integration/faults/limit-pages.ts",
      TOCSIN_FULL_WHILE: full,
    },
    fill: () => writeFileSync(full, ""),
    makeRoom: () => rmSync(full),
    [Symbol.dispose]: () => folder[Symbol.dispose](),
  };
}
