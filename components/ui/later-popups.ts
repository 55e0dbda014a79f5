import { later } from "./later.ts";

/** Menus and dialogs: most visits open few of them, and no page shows one at first. */
export const popups = later(() => import("./popups.ts"));
