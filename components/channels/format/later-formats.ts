import { later } from "#components/ui/later.ts";

/** Every format's description, for the form. The page brings only the one that it opens with. */
export const formats = later(() => import("./format-judge.ts"));
