/* All that is drawn over the page, and all of Base UI with it: loaded as one, by later-popups.ts. */
export { AutocompletePopup } from "./autocomplete-popup.tsx";
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
export { TooltipPopup } from "./tooltip-popup.tsx";
