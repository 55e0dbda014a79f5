import { TextLink } from "#components/ui/text-link.tsx";

/** "an API key" inside a sentence: a link for users who may create one, otherwise whom to ask. */
export function KeyHint({ mayMakeKeys }: { mayMakeKeys: boolean }) {
  if (!mayMakeKeys) return "an API key that an admin gives you";
  return <TextLink href="/settings/api-keys/new">an API key</TextLink>;
}
