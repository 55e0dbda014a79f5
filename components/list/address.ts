"use client";

import { usePathname, useRouter, useSearchParams } from "next/navigation";
import { createContext, useContext, useLayoutEffect, useOptimistic, useRef, useTransition } from "react";
import { hrefWith } from "./href.ts";

/** What to change in the query of the address; null removes a parameter. */
type QueryChanges = Record<string, string | null>;

export type ListAddress = {
  /** As it will be once the list has arrived, without waiting for that. */
  query: URLSearchParams;
  /** Whether a list is on its way. */
  changing: boolean;
  /** Shows the list of the changed address, from its first page. With `replace`, Back leads past the change. */
  change(changes: QueryChanges, how: "push" | "replace", meanwhile?: () => void): void;
};

/**
 * The address of a list whose search and filters are stored in it. A second change before the list has arrived
 * keeps the first.
 */
export function useListAddress(): ListAddress {
  const router = useRouter();
  const path = usePathname();
  const given = useSearchParams().toString();
  const [shown, show] = useOptimistic(given);
  const [changing, startTransition] = useTransition();
  const latest = useRef(shown);
  useLayoutEffect(() => {
    latest.current = shown;
  }, [shown]);
  return {
    query: new URLSearchParams(shown),
    changing,
    change(changes, how, meanwhile) {
      const href = hrefWith(Object.fromEntries(new URLSearchParams(latest.current)), changes);
      latest.current = href.slice(1);
      startTransition(() => {
        show(href.slice(1));
        meanwhile?.();
        router[how](href === "?" ? path : href, { scroll: false });
      });
    },
  };
}

/** The address of the list to which a search or a filter belongs. */
export const AddressOfList = createContext<ListAddress | null>(null);

/** Throws outside of a list's filters. */
export function useAddressOfList(): ListAddress {
  const address = useContext(AddressOfList);
  if (address === null) throw new Error("A filter stands outside of a list's filters.");
  return address;
}
