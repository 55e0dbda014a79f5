const TAIL = 12;
const TAIL_MAX = 28;

/**
 * How many characters stay at the end of a masked URL when it is cut: its last path segment, or the end of
 * it. None if that is its only segment, so that the host keeps the room. Never cuts through a placeholder:
 * `N}}?team=ops`.
 */
export function tailOf(url: string): number {
  const path = url.indexOf("/", url.indexOf("://") + "://".length);
  const slash = url.lastIndexOf("/");
  if (path === -1 || slash === path) return 0;
  const tail = Math.min(TAIL, url.length - slash);
  const start = url.lastIndexOf("{{", url.length - tail);
  const end = url.indexOf("}}", start) + "}}".length;
  if (start === -1 || end <= url.length - tail) return tail;
  const whole = url.length - start;
  return whole <= TAIL_MAX ? whole : url.length - end;
}
