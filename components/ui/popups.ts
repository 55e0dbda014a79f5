/* Menus and dialogs, with Base UI: loaded as one, by later-popups.ts. */
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
