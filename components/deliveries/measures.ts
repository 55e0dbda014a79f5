const count = new Intl.NumberFormat("en");
const tenths = new Intl.NumberFormat("en", { maximumFractionDigits: 1 });

/** "35 ms", "1.2 s". Takes milliseconds. */
export function formatDuration(ms: number): string {
  return ms < 1_000 ? `${Math.round(ms)} ms` : `${tenths.format(ms / 1_000)} s`;
}

/** "0.4 ms", "35 ms", "1.2 s": as `formatDuration`, but to a tenth below 10 ms. */
export function formatStep(ms: number): string {
  return ms < 10 ? `${tenths.format(ms)} ms` : formatDuration(ms);
}

/** "1 header", "1,024 bytes", "2 deliveries". */
export function counted(amount: number, one: string, many = `${one}s`): string {
  return `${count.format(amount)} ${amount === 1 ? one : many}`;
}

/** "1 delivery", "1,024 deliveries". */
export const deliveryCount = (amount: number): string => counted(amount, "delivery", "deliveries");

/** The length of a text in UTF-8, in bytes. */
export function byteLength(text: string): number {
  return new TextEncoder().encode(text).length;
}

/** The characters that an older attempt's body adds to a page, so that a page with many attempts stays small. */
export const OLDER_BODY_MAX = 8_192;
