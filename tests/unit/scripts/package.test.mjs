import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { withNote } from "../../../scripts/package/elf.mjs";
import { closure, importedPackages } from "../../../scripts/package/modules.mjs";
import { programsOf } from "../../../scripts/package/programs.mjs";
import { temporaryFolder } from "../../support/folder.ts";

describe("what the launcher runs", () => {
  test("is what npm's own scripts run", () => {
    const { scripts } = JSON.parse(readFileSync("package.json", "utf8"));
    const drizzle = ["--import", "./scripts/drizzle-as-cjs.mjs"];
    expect(programsOf(scripts)).toEqual({
      start: {
        env: { UV_THREADPOOL_SIZE: "16", TOCSIN_BUILD_DIR: ".next" },
        options: ["--max-semi-space-size=16", "--max-old-space-size=512", ...drizzle],
        program: "server.js",
      },
      command: { env: { TOCSIN_BUILD_DIR: ".next" }, options: drizzle, program: "lib/cli/main.js" },
    });
  });

  test("is refused in another form", () => {
    expect(() => programsOf({ start: "node server.ts", tocsin: "" })).toThrow(
      /another form: node server\.ts/,
    );
  });
});

describe("the packages that run", () => {
  test("are those that the sources import, but for their types", () => {
    using folder = temporaryFolder();
    const files = {
      "server.ts":
        'import { a } from "one";\nimport type { B } from "types-only";\nawait import("two/deep");\n',
      "lib/deep/a.ts": 'export { x } from "@scope/three/part";\nimport {\n  y,\n} from "four";\n',
      "lib/b.ts": 'import { z } from "#lib/deep/a.ts";\nimport fs from "node:fs";\nimport c from "./c.ts";\n',
    };
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder.path, path)), { recursive: true });
      writeFileSync(join(folder.path, path), text);
    }
    expect(importedPackages(folder.path, ["server.ts", "lib"])).toEqual([
      "@scope/three",
      "four",
      "one",
      "two",
    ]);
  });

  test("and all that these need, from where Node.js would take it", () => {
    const packages = {
      "node_modules/app": {
        dependencies: { "@scope/part": "1", tool: "1" },
        optionalDependencies: { native: "1" },
        peerDependencies: { react: "1", sass: "1" },
        peerDependenciesMeta: { sass: { optional: true } },
      },
      "node_modules/app/node_modules/tool": { dependencies: { "@scope/part": "1" } },
      "node_modules/tool": {},
      "node_modules/@scope/part": { dependencies: { compiler: "1" } },
      "node_modules/react": {},
      "node_modules/compiler": {},
    };
    expect(closure(packages, ["app"], ["compiler"])).toEqual([
      "node_modules/@scope/part",
      "node_modules/app",
      "node_modules/app/node_modules/tool",
      "node_modules/react",
    ]);
    expect(() => closure(packages, ["gone"])).toThrow(/no gone, which Tocsin needs/);
  });
});

describe("a note in an executable", () => {
  const LOAD = 1;
  const NOTE = 4;
  const PHDR = 6;
  const STACK = 0x6474e551;

  /** An executable of that many bytes with these segments, its type and symbols behind them. */
  function executable(segments, { type = 2, bytes = 0x3000 } = {}) {
    const file = Buffer.alloc(bytes, 7);
    file.fill(0, 0, 0x400);
    file.write("\x7fELF\x02\x01\x01", 0, "latin1");
    file.writeUInt16LE(type, 16);
    file.writeBigUInt64LE(64n, 32);
    file.writeBigUInt64LE(0x2800n, 40);
    file.writeUInt16LE(segments.length, 56);
    file.writeUInt16LE(9, 60);
    for (const [index, { kind, offset = 0, address = 0, size = 0, memory = size }] of segments.entries()) {
      const at = 64 + index * 56;
      file.writeUInt32LE(kind, at);
      for (const [part, value] of [offset, address, address, size, memory].entries())
        file.writeBigUInt64LE(BigInt(value), at + 8 + part * 8);
    }
    return file;
  }

  const small = [
    { kind: PHDR, offset: 64 },
    { kind: LOAD, address: 0x40_0000, size: 0x1000 },
    { kind: LOAD, offset: 0x1000, address: 0x50_1000, size: 0x1000, memory: 0x9000 },
    { kind: NOTE, offset: 0x300, address: 0x40_0300, size: 0x20 },
    { kind: STACK },
  ];

  function segmentsOf(file) {
    return Array.from({ length: file.readUInt16LE(56) }, (_, index) => {
      const at = 64 + index * 56;
      const number = (offset) => Number(file.readBigUInt64LE(at + offset));
      return { kind: file.readUInt32LE(at), offset: number(8), address: number(16), size: number(32) };
    });
  }

  test("is loaded behind everything else, in place of the build's own, and symbols go", () => {
    const content = Buffer.from("launch!");
    const edited = withNote(executable(small), "NAME", content);
    const note = { offset: 0x1_0000, address: 0x51_0000, size: 12 + 8 + 8 };
    expect(segmentsOf(edited)).toEqual([
      { kind: LOAD, offset: 0, address: 0x40_0000, size: 0x1000 },
      { kind: LOAD, offset: 0x1000, address: 0x50_1000, size: 0x1000 },
      { kind: LOAD, ...note },
      { kind: NOTE, ...note },
      { kind: STACK, offset: 0, address: 0, size: 0 },
    ]);
    expect(edited.length).toBe(note.offset + note.size);
    expect([edited.readBigUInt64LE(40), edited.readUInt16LE(60)]).toEqual([0n, 0]);
    expect(edited.subarray(note.offset).toString("latin1")).toBe(
      "\x05\0\0\0\x07\0\0\0\0\0\0\0NAME\0\0\0\0launch!\0",
    );
  });

  test("is refused for anything but an executable at a fixed address", () => {
    const content = Buffer.from("x");
    expect(() => withNote(executable(small, { type: 3 }), "NAME", content)).toThrow(/fixed address/);
    expect(() => withNote(Buffer.from("#!/bin/sh\n".repeat(9)), "NAME", content)).toThrow(/isn't an ELF/);
    expect(() => withNote(executable(small.slice(1)), "NAME", content)).toThrow(/no segments to give up/);
  });
});
