import { alert } from "./alert.ts";
import type { Format } from "./format.ts";

/** Every format, by its type: the name of its file and, in the API, `"format": {"type": …}`. */
export const formats = { alert } as const satisfies Record<string, Format>;

export type FormatType = keyof typeof formats;
