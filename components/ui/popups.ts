/* Everything that opens over a page, with all of Base UI. later-popups.ts loads it as one chunk. */
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
export { SelectPopup } from "./select-popup.tsx";
export { SheetPopup } from "./sheet-popup.tsx";
