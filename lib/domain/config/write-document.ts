import { Document, isMap, isNode, isSeq } from "yaml";
import type { ConfigDocument } from "./document.ts";
import { asWritten } from "./secret-place.ts";

/**
 * A document as text, the same bytes for the same document. Each secret is `saved`, whatever it was given as.
 * `readDocument` reads it back.
 */
export function writeDocument(document: ConfigDocument): string {
  const written = new Document(asWritten(document), { schema: "core", aliasDuplicateObjects: false });
  written.commentBefore = HEAD;
  spaceOut(written);
  return written.toString({ lineWidth: 0, doubleQuotedAsJSON: true });
}

const HEAD = ` What this Tocsin is set to. \`tocsin plan FILE\` shows what a changed file would change, \`tocsin apply FILE\` changes it.
 A section that is left out is left alone; what a section lacks is deleted.
 saved keeps a secret that is saved; \${NAME} takes it from the environment, \${file:PATH} from a file.`;

/** An empty line between sections, and between the entries of each. */
function spaceOut({ contents }: Document): void {
  for (const [index, { key, value }] of isMap(contents) ? contents.items.entries() : []) {
    if (isNode(key)) key.spaceBefore = index > 0;
    for (const entry of isSeq(value) ? value.items.slice(1) : []) if (isNode(entry)) entry.spaceBefore = true;
  }
}
