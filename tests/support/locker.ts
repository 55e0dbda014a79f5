import { once } from "node:events";
import { createInterface } from "node:readline";
import { startNode } from "./process.ts";

const program = `
  import Database from "better-sqlite3";
  const sqlite = new Database(process.argv[1]);
  sqlite.exec("BEGIN IMMEDIATE");
  console.log("locked");
  process.stdin.resume().once("end", () => {
    sqlite.exec("COMMIT");
    sqlite.close();
  });
`;

/** Starts another process that holds the database's write lock, and resolves once it does. */
export async function lockFromOutside(file: string): Promise<{ release(): Promise<void> }> {
  const child = startNode(["--input-type=module", "--eval", program, file], {});
  await once(createInterface({ input: child.stdout }), "line");
  return {
    async release() {
      const ended = once(child, "close");
      child.stdin.end();
      await ended;
    },
  };
}
