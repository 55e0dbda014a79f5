const TAIL = 12;
const TAIL_MAX = 28;

/**
 * How many characters stay at the end of a masked URL when it is cut. Never cuts through a placeholder:
 * `N}}?team=ops`.
 */
export function tailOf(url: string): number {
  const start = url.lastIndexOf("{{", url.length - TAIL);
  const end = url.indexOf("}}", start) + "}}".length;
  if (start === -1 || end <= url.length - TAIL) return TAIL;
  const whole = url.length - start;
  return whole <= TAIL_MAX ? whole : url.length - end;
}
