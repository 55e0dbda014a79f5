/** A backup that was made and checked. It holds everything that was committed before `at` (ms since 1970). */
export type Backup = { file: string; at: number; bytes: number };
