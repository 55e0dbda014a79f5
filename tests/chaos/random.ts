/** Randomness that a printed seed brings back. */
export type Random = {
  /** 0 ≤ x < 1. */
  fraction(): number;
  /** A whole number from `least` to `most`, both included. */
  between(least: number, most: number): number;
  chance(probability: number): boolean;
  pick<T>(from: readonly [T, ...T[]]): T;
};

/** The same numbers for the same seed: xmur3 for the state, mulberry32 for the sequence. */
export function randomOf(seed: string): Random {
  let state = hashOf(seed);
  const fraction = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const between = (least: number, most: number) => least + Math.floor(fraction() * (most - least + 1));
  return {
    fraction,
    between,
    chance: (probability) => fraction() < probability,
    pick: (from) => from[between(0, from.length - 1)] ?? from[0],
  };
}

function hashOf(text: string): number {
  let hash = 1779033703 ^ text.length;
  for (const byte of Buffer.from(text)) {
    hash = Math.imul(hash ^ byte, 3432918353);
    hash = (hash << 13) | (hash >>> 19);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 2246822507);
  hash = Math.imul(hash ^ (hash >>> 13), 3266489909);
  return (hash ^ (hash >>> 16)) >>> 0;
}
