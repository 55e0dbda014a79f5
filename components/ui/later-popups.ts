import { later } from "./later.ts";

/** Menus and dialogs. No page shows one at first, and most visits open few of them. */
export const popups = later(() => import("./popups.ts"));
