import type { Later } from "./later.ts";
import { toast } from "./toast.ts";

/** Loads a part. Resolves to true, or shows a message and resolves to false; the next press tries again. */
export async function loadOrTell(part: Later<unknown>): Promise<boolean> {
  try {
    await part.load();
    return true;
  } catch {
    toast.error("This could not be opened", {
      description:
        "A part of the page is not loaded yet: check that Tocsin runs and that you are online, then try again.",
    });
    return false;
  }
}
