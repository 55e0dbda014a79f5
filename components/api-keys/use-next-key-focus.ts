import { useEffect, useRef } from "react";
import type { ApiKeyView } from "#lib/domain/people/api-key.ts";

/**
 * A revoked key loses its menu, which had the focus. Once `asked` is revoked, the focus moves to the menu of
 * the next valid key, else to the page's title.
 */
export function useNextKeyFocus(asked: ApiKeyView | null, keys: readonly ApiKeyView[]): void {
  const last = useRef<{ id: string; index: number }>(null);
  useEffect(() => {
    if (asked !== null) last.current = { id: asked.id, index: keys.findIndex(({ id }) => id === asked.id) };
    const place = last.current;
    const revoked = keys.some(({ id, revokedAt }) => id === place?.id && revokedAt !== null);
    if (asked !== null || place === null || !revoked) return;
    last.current = null;
    const row = document.querySelector(`tr[data-row-id="${keys[place.index]?.id}"]`);
    const target = row?.querySelector("button") ?? document.querySelector("h1");
    target?.focus();
  }, [asked, keys]);
}
