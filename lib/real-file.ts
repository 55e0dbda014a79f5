import { existsSync, realpathSync } from "node:fs";

/** The file that a link leads to; the same path where there is no file. */
export const realFile = (file: string): string => (existsSync(file) ? realpathSync(file) : file);
