/** What has a numbered id: an event or a delivery. */
export type Numbered = "evt" | "dlv";

/**
 * The id of an event or a delivery: its `seq` in base 36, then the value of the boot that numbered it. No
 * other boot has this value, not even one on a copy of the database, so no id is used twice.
 * E.g. the 1,000th event → `evt_rs_3w5e11264sgsf`.
 */
export const numberedId = (kind: Numbered, seq: number, boot: string): string =>
  `${kind}_${seq.toString(36)}_${boot}`;

const SHAPE = /^(evt|dlv)_([1-9a-z][0-9a-z]*)_([0-9a-z]{13})$/;

/** The parts of such an id; null for any other text. */
export function readNumberedId(kind: Numbered, id: string): { seq: number; boot: string } | null {
  const [, prefix, digits = "", boot = ""] = SHAPE.exec(id) ?? [];
  const seq = Number.parseInt(digits, 36);
  return prefix === kind && Number.isSafeInteger(seq) ? { seq, boot } : null;
}

/** A new value for a boot: 64 random bits in base 36, always 13 characters. */
export function newBoot(): string {
  const [bits = 0n] = crypto.getRandomValues(new BigUint64Array(1));
  return bits.toString(36).padStart(13, "0");
}

/** From the lowest to the highest of some numbers. */
export type SeqRange = { from: number; to: number };

const START = /^(evt|dlv)_(?:([1-9a-z][0-9a-z]*)(_[0-9a-z]*)?)?$/;

/**
 * The numbers of the rows whose id may begin with `start`, as ranges, the highest first. The start of an id
 * may end within the number.
 * E.g. `dlv_1` → 36¹⁰ to 2·36¹⁰ - 1, …, 36 to 71, 1 to 1; `dlv_1_` → 1 to 1.
 */
export function seqsOfIdStart(kind: Numbered, start: string): SeqRange[] {
  const [, prefix, digits, rest] = START.exec(start) ?? [];
  if (prefix !== kind) return [];
  if (digits === undefined) return [{ from: 1, to: Number.MAX_SAFE_INTEGER }];
  const first = Number.parseInt(digits, 36);
  const ranges: SeqRange[] = [];
  for (let width = 1; first * width <= Number.MAX_SAFE_INTEGER; width *= 36) {
    const to = Math.min((first + 1) * width - 1, Number.MAX_SAFE_INTEGER);
    ranges.unshift({ from: first * width, to });
    if (rest !== undefined) break;
  }
  return ranges;
}
