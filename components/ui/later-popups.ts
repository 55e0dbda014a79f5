import { later } from "./later.ts";

/** Menus, dialogs and lists to choose from: most visits open few of them, and no page shows one at first. */
export const popups = later(() => import("./popups.ts"));
