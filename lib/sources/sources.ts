import { native } from "./native.ts";
import type { Source } from "./source.ts";

/** Every source by its type, which is also the name of its file. */
export const sources = { native } as const satisfies Record<string, Source>;
