import { later } from "./later.ts";

/** Menus, dialogs and lists of choices. No page shows one at first, and most visits open few of them. */
export const popups = later(() => import("./popups.ts"));
