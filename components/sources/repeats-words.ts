import type { Repeats } from "#lib/domain/source/settings.ts";

export const REPEATS_WORDS: Record<Repeats, string> = { drop: "Count only", send: "Send each" };
