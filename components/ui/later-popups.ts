import { later } from "./later.ts";
import { toast } from "./toast.ts";

/** Menus, dialogs, hints and lists to choose from: most visits open few of them, and no page shows one at first. */
export const popups = later(() => import("./popups.ts"));

/** Resolves with whether they are there; where they can't be loaded, it says so, and the next press tries again. */
export async function loadPopups(): Promise<boolean> {
  try {
    await popups.load();
    return true;
  } catch {
    toast.error("This could not be opened", {
      description:
        "A part of the page is not loaded yet: check that Tocsin runs and that you are online, then try again.",
    });
    return false;
  }
}
