/** How Sonner adds its styles, at the top level of its module. */
const addsStyles = /^__insertCSS\(".*"\);?$/m;

/**
 * A loader for Sonner's module: takes out its style element, which has no nonce, so the pages' policy would
 * refuse it. `components/ui/toasts.tsx` imports the same styles as a file. Throws if there is none: then
 * Sonner changed, and this is to be looked at anew.
 */
export default function plainToaster(source) {
  if (!addsStyles.test(source))
    throw new Error("Sonner adds its styles in another way: see scripts/prepare/plain-toaster.mjs.");
  return source.replace(addsStyles, "");
}
