import type { Spell } from "./fitted.ts";

/** Has no width, and is no part of a name. */
const JOINER = "\u2060";

/** Mentions that notify nobody, because the receiver finds no name behind their @. */
export const mentionsBroken: Spell = (text) => text.replaceAll("@", `@${JOINER}`);

/** As text of HTML, and of what borrows its escapes: `<!channel>` becomes `&lt;!channel&gt;`. */
export const htmlEscaped: Spell = (text) =>
  text.replaceAll(/[&<>]/g, (sign) => ENTITIES[sign as keyof typeof ENTITIES]);

const ENTITIES = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };

const MARKUP = /[\\`*_[\]~|<>$!]/g;
const MARKUP_OF_LINE = /^([ \t]*)(?:([-+#=])|(\d+)([.)])(?=\s|$))/gm;

/** As text of Markdown. */
export const markdownEscaped: Spell = (text) =>
  text
    .replaceAll(MARKUP, "\\$&")
    .replaceAll(MARKUP_OF_LINE, (_, space: string, sign = "", digits = "", dot = "") =>
      sign === "" ? `${space}${digits}\\${dot}` : `${space}\\${sign}`,
    );

/** An address that stands alone, of characters that no markup ends. */
const ADDRESS = /(?<![\p{L}\p{N}_])https?:\/\/[\w.~:/?#!$&+,;=%-]*[\w/=-]/gu;

/** Leaves addresses as they are, because an escape in them would break the link that receivers make of them. */
export function outsideAddresses(text: string, spell: Spell): string {
  if (!text.includes("://")) return spell(text);
  let spelled = "";
  let end = 0;
  for (const { 0: address, index } of text.matchAll(ADDRESS)) {
    spelled += spell(text.slice(end, index)) + address;
    end = index + address.length;
  }
  return spelled + spell(text.slice(end));
}
