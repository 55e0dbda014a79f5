import { V7Generator } from "uuidv7";

export type IdPrefix =
  | "chn"
  | "rul"
  | "evt"
  | "dlv"
  | "alr"
  | "usr"
  | "key"
  | "ses"
  | "job"
  | "mut"
  | "exp"
  | "src"
  | "sub";

/** A new id: the kind's prefix and a UUIDv7, so that ids sort by age. */
export const newId = (prefix: IdPrefix): string => `${prefix}_${uuids.generate()}`;

/** Draws 1,024 random numbers at once: drawing them one by one would double the cost of an id. */
const drawn = new Uint32Array(1_024);
let used = drawn.length;

const uuids = new V7Generator({
  nextUint32() {
    if (used === drawn.length) {
      crypto.getRandomValues(drawn);
      used = 0;
    }
    return drawn[used++] ?? 0;
  },
});
