import { later } from "#components/ui/later.ts";
import { loadOrTell } from "#components/ui/load-or-tell.ts";

type Acts = typeof import("./menu-acts.ts");

const acts = later(() => import("./menu-acts.ts"));

/** Runs an act that needs no question, once its code is loaded. */
export async function runLater(act: (loaded: Acts) => Promise<void>): Promise<void> {
  await loadOrTell(acts);
  const loaded = acts.now();
  if (loaded !== undefined) await act(loaded);
}
