import { later } from "#components/ui/later.ts";

/** What the form needs once somebody fills it in: its judge with all of zod, every format, the preview. */
export const parts = later(() => import("./channel-parts.ts"));
