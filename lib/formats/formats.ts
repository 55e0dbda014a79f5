import { alert } from "./alert.ts";
import type { Format } from "./format.ts";

/** Every format by its type, which is also the name of its file and what the API calls it. */
export const formats = { alert } as const satisfies Record<string, Format>;

export type FormatType = keyof typeof formats;
