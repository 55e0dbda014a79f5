const SECOND_MS = 1_000;
const DAY_MS = 24 * 3_600_000;

/** A comma between two values, as opposed to the one after a weekday. */
const COMMA = /(?<!\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?),/i;
const SECONDS = /^(?:\d+\.?\d*|\.\d+)$/;

const TIME = String.raw`\d{2}:\d{2}:\d{2}`;
/** RFC 9110 requires GMT; receivers also write UTC or an offset. */
const ZONE = "(?:GMT|UTC|[+-]0000)";
const IMF = new RegExp(String.raw`^[A-Z][a-z]{2}, \d{1,2} [A-Z][a-z]{2} \d{4} ${TIME} ${ZONE}$`);
const RFC_850 = new RegExp(String.raw`^[A-Z][a-z]{5,8}, \d{2}-[A-Z][a-z]{2}-\d{2} ${TIME} ${ZONE}$`);
const ASCTIME = new RegExp(String.raw`^[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d ${TIME} \d{4}$`);

/**
 * The wait that a Retry-After header asks for, in ms, clamped to 1 s – 24 h. Reads seconds (fractions are
 * rounded up) or an HTTP date, and takes the longest of several. 0 if it is absent or makes no sense.
 * @param header as received, several joined by ", "
 * @param now in ms since 1970
 * @example retryAfterMs("1.2, 5", Date.now()) === 5_000
 */
export function retryAfterMs(header: string | null, now: number): number {
  if (header === null) return 0;
  const waits = header
    .split(COMMA)
    .map((value) => waitOf(value.trim(), now))
    .filter((wait) => !Number.isNaN(wait));
  return waits.length === 0 ? 0 : Math.min(Math.max(...waits, SECOND_MS), DAY_MS);
}

/** NaN if the value is neither seconds nor a date. */
function waitOf(value: string, now: number): number {
  return SECONDS.test(value) ? Math.ceil(Number(value)) * SECOND_MS : httpDate(value) - now;
}

/** The three date formats of RFC 9110 §5.6.7; NaN for anything else, although Date.parse takes more. */
function httpDate(text: string): number {
  if (IMF.test(text) || RFC_850.test(text)) return Date.parse(text);
  return ASCTIME.test(text) ? Date.parse(`${text} GMT`) : Number.NaN;
}
