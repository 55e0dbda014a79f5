"use client";

import { LoaderCircle, Search } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { cn } from "#components/ui/cn.ts";
import { useAddressOfList } from "./address.ts";
import { afterPause } from "./after-pause.ts";

const TYPING_PAUSE_MS = 300;

/** A search that is stored in the address bar as `?q=…`. Typing waits for a pause; Enter searches at once. */
export function SearchBox({ label, placeholder }: SearchBoxProps) {
  const { query, changing, change } = useAddressOfList();
  // What was typed since the last list arrived; null if the address has it.
  const [typed, setTyped] = useState<string | null>(null);
  const cancel = useRef<() => void>(undefined);
  useEffect(() => () => cancel.current?.(), []);
  const search = (value: string, waitMs: number) => {
    setTyped(value);
    cancel.current?.();
    const settle = () => setTyped((now) => (now === value ? null : now));
    cancel.current = afterPause(waitMs, () => change({ q: value || null }, "replace", settle));
  };
  const searching = changing && typed !== null;
  const Icon = searching ? LoaderCircle : Search;
  return (
    <search className="relative block min-w-0 md:w-64">
      <Icon
        aria-hidden
        className={cn(
          "pointer-events-none absolute inset-y-0 left-2.5 my-auto size-4 text-muted",
          searching && "animate-spin",
        )}
      />
      <input
        type="search"
        name="q"
        aria-label={label}
        placeholder={placeholder}
        value={typed ?? query.get("q") ?? ""}
        onChange={(event) => search(event.target.value, event.target.value === "" ? 0 : TYPING_PAUSE_MS)}
        onKeyDown={(event) => event.key === "Enter" && search(event.currentTarget.value, 0)}
        className="control min-h-8 py-1 pl-8 pointer-coarse:min-h-11"
      />
    </search>
  );
}

type SearchBoxProps = {
  /** The label of the search: "Search webhooks". */
  label: string;
  placeholder: string;
};
