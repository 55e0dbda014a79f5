import { globSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { readMarkdown, root } from "../../support/markdown.ts";

const PLATFORM = { x64: "linux-x64", arm64: "linux-arm64" };

/** What the one file takes from the machine: the runtime, and the native parts of a platform with glibc. */
const natives = Object.entries(PLATFORM).flatMap(([arch, platform]) =>
  globSync(
    [
      `node_modules/node-${platform}/bin/node`,
      `node_modules/better-sqlite3/prebuilds/${platform}.node`,
      `node_modules/@node-rs/argon2-linux-${arch}-gnu/*.node`,
    ],
    { cwd: root },
  ),
);

/** The newest version of a library's symbols that the file asks for, as a number of its minor version. */
function newest(file: string, symbol: RegExp): number {
  const text = readFileSync(root + file, "latin1");
  return Math.max(0, ...[...text.matchAll(symbol)].map(([, minor]) => Number(minor)));
}

test("the page names the glibc that the native parts need", () => {
  const [, told] = /needs glibc 2\.(\d+) or newer/.exec(readMarkdown("docs/one-file.md")) ?? [];
  expect(natives.length).toBeGreaterThan(2);
  const needed = Math.max(...natives.map((file) => newest(file, /\bGLIBC_2\.(\d+)/g)));
  expect(Number(told)).toBe(needed);
});

/** The GCC that came with these symbols of libstdc++ (its manual, "ABI Policy and Guidelines"). */
const GCC_OF: Record<number, number> = { 29: 11, 30: 12, 31: 13, 32: 13, 33: 14, 34: 15 };

test("the page names the libstdc++ that the native parts need", () => {
  const [, told] = /libstdc\+\+ of GCC (\d+) or newer/.exec(readMarkdown("docs/one-file.md")) ?? [];
  const needed = Math.max(...natives.map((file) => newest(file, /\bGLIBCXX_3\.4\.(\d+)/g)));
  expect(Number(told)).toBe(GCC_OF[needed]);
});
