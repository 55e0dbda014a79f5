import { inDatabase } from "../../support/database.ts";

const PIECE_BYTES = 2 ** 20;

/** Makes the database so large that copying it takes a while. */
export function enlarge(dataDir: string, mebibytes: number): void {
  inDatabase(dataDir, (sqlite) => {
    const add = sqlite.prepare(
      "INSERT INTO installation (name, value) VALUES (?, CAST(randomblob(?) AS TEXT))",
    );
    for (let piece = 0; piece < mebibytes; piece++) add.run(`piece ${piece}`, PIECE_BYTES);
  });
}
