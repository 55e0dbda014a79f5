import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { atExit } from "./at-exit.ts";

export type Folder = Disposable & { readonly path: string };

/** An empty folder that is removed after the test: `using folder = temporaryFolder()`. */
export function temporaryFolder(): Folder {
  const path = mkdtempSync(join(tmpdir(), "tocsin-test-"));
  const remove = () => rmSync(path, { recursive: true, force: true });
  const forget = atExit(remove);
  return {
    path,
    [Symbol.dispose]() {
      forget();
      remove();
    },
  };
}
