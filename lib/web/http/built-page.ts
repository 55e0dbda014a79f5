import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { InlineSources } from "./security-headers.ts";

/** The only page that Next makes at build: it shows that a page could not even begin. */
const FILE = join("server", "pages", "500.html");

const SCRIPT = /<script(?![^>]*\ssrc=)[^>]*>(.*?)<\/script>/gs;
const STYLE = /<style[^>]*>(.*?)<\/style>/gs;

/** The hashes of the inline scripts and styles of the page in this build; none in development. */
export function builtPageSources(buildFolder: string): InlineSources {
  const file = join(buildFolder, FILE);
  return sourcesOf(existsSync(file) ? readFileSync(file, "utf8") : "");
}

/**
 * The hashes of a page's inline scripts and styles, by CSP 3, 2.3.1.
 * E.g. `<style>a{}</style>` → one style: `'sha256-…'` over `a{}`.
 */
export const sourcesOf = (html: string): InlineSources => ({
  scripts: hashesOf(html, SCRIPT),
  styles: hashesOf(html, STYLE),
});

const hashesOf = (html: string, pattern: RegExp): string[] =>
  [...html.matchAll(pattern)].map(
    ([, text = ""]) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`,
  );
