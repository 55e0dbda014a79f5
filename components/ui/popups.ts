/* Menus and dialogs, with most of Base UI. later-popups.ts loads them as one chunk. */
export { ConfirmPopup } from "./confirm-popup.tsx";
export { DialogPopup } from "./dialog-popup.tsx";
export {
  MenuChoicePopup,
  MenuItemPopup,
  MenuLinkPopup,
  MenuPopup,
  MenuSeparatorPopup,
} from "./menu-popup.tsx";
export { SecretPopup } from "./secret-popup.tsx";
export { SheetPopup } from "./sheet-popup.tsx";
