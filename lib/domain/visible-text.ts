/** Characters that a screen or terminal obeys or hides instead of showing. */
const UNSEEN =
  /[\p{Cc}\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu;

const [NON_JOINER, JOINER] = ["\u200c", "\u200d"];
const PART_OF_EMOJI = /\p{Extended_Pictographic}|\p{Emoji_Modifier}|\ufe0f/u;
/** Scripts that need joiners to be spelled right. */
const JOINED_LETTER =
  /[\p{sc=Arab}\p{sc=Beng}\p{sc=Deva}\p{sc=Knda}\p{sc=Mlym}\p{sc=Mong}\p{sc=Sinh}\p{sc=Syrc}]/u;

const CONTROL_PICTURES = 0x2400;
const [SPACE, DELETE, PICTURE_OF_DELETE] = [0x20, 0x7f, "\u2421"];

/**
 * Makes text from outside safe to show on one line of a page or terminal: control characters, bidi controls,
 * line separators and zero-width characters become visible placeholders, so that a title can't reverse the
 * text beside it or clear the screen. For display only; what is stored and delivered stays as it came.
 * @example visibleText("a\u001b[2J\u202eb") === "a␛[2J[U+202E]b"
 */
export const visibleText = (text: string): string => shown(text, () => false);

/** Like `visibleText`, for several lines: keeps tabs and line breaks. */
export const visibleLines = (text: string): string => shown(text, (match) => LAYOUT.has(match));

const LAYOUT = new Set(["\t", "\n", "\r\n"]);
const UNSEEN_OR_LINE_BREAK = new RegExp(`\\r\\n|${UNSEEN.source}`, "gu");

function shown(text: string, stays: (found: string) => boolean): string {
  if (text.search(UNSEEN) === -1) return text;
  return text.replaceAll(UNSEEN_OR_LINE_BREAK, (found, at: number) =>
    stays(found) || joins(text, at, found) ? found : [...found].map(placeholder).join(""),
  );
}

/** Whether a joiner is needed there: within an emoji, or between letters of a script that uses it. */
function joins(text: string, at: number, found: string): boolean {
  if (found !== JOINER && found !== NON_JOINER) return false;
  const before = [...text.slice(Math.max(0, at - 2), at)].at(-1) ?? "";
  const [after = ""] = [...text.slice(at + 1, at + 3)];
  const both = (kind: RegExp) => kind.test(before) && kind.test(after);
  return both(JOINED_LETTER) || (found === JOINER && both(PART_OF_EMOJI));
}

/** The picture of an ASCII control character, else the character's code. */
function placeholder(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code < SPACE) return String.fromCharCode(CONTROL_PICTURES + code);
  if (code === DELETE) return PICTURE_OF_DELETE;
  return `[U+${code.toString(16).toUpperCase().padStart(4, "0")}]`;
}
