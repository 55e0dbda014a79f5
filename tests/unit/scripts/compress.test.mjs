import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { compress } from "../../../scripts/prepare/compress.mjs";
import { temporaryFolder } from "../../support/folder.ts";

const script = "export const one = 1;\n".repeat(100);

test("scripts and styles are packed in both codings; what is short or packed already is not", async () => {
  using folder = temporaryFolder();
  mkdirSync(join(folder.path, "static/chunks"), { recursive: true });
  for (const [name, content] of Object.entries({
    "a.js": script,
    "b.css": script,
    "c.js": "1",
    "d.woff2": script,
  }))
    writeFileSync(join(folder.path, "static/chunks", name), content);
  mkdirSync(join(folder.path, "compressed/static"), { recursive: true });
  writeFileSync(join(folder.path, "compressed/static/old.js.gz"), "");

  await compress(folder.path);

  const packed = (name) => join(folder.path, "compressed/static", name);
  for (const name of ["chunks/a.js", "chunks/b.css"]) {
    expect(brotliDecompressSync(readFileSync(packed(`${name}.br`))).toString()).toBe(script);
    expect(gunzipSync(readFileSync(packed(`${name}.gz`))).toString()).toBe(script);
  }
  for (const name of ["chunks/c.js.gz", "chunks/d.woff2.gz", "old.js.gz"])
    expect(existsSync(packed(name))).toBe(false);
});
