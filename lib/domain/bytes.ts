const UNITS = ["KiB", "MiB", "GiB", "TiB"] as const;

/**
 * A size in words, in the largest unit of which there is at least one.
 * @example bytesInWords(1.5 * 2 ** 30) === "1.5 GiB"
 */
export function bytesInWords(bytes: number): string {
  const power = Math.min(UNITS.length, Math.max(1, Math.floor(Math.log2(Math.max(bytes, 1)) / 10)));
  return `${(bytes / 1_024 ** power).toFixed(1)} ${UNITS[power - 1]}`;
}
