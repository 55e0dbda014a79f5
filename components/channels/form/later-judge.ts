import { later } from "#components/ui/later.ts";

/** What judges a channel's form, with all of zod and every format. */
export const judge = later(() => import("./channel-judge.ts"));
