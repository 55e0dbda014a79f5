import { findProgram } from "./debian-program.ts";

/** A promtool that starts; null where none can be had. */
export const findPromtool = (): Promise<string | null> => findProgram("promtool", "prometheus");
