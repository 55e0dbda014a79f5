"use client";

import { LoaderCircle, Search } from "lucide-react";
import { debounce, parseAsString, useQueryStates } from "nuqs";
import { useTransition } from "react";
import { cn } from "#components/ui/cn.ts";
import { FIRST_PAGE } from "./filter.ts";
import { PAGE_PARAMS } from "./href.ts";

const TYPING_PAUSE_MS = 300;
const position = Object.fromEntries(PAGE_PARAMS.map((key) => [key, parseAsString]));

/** A search that is stored in the address bar as `?q=…`. Typing waits for a pause; Enter searches at once. */
export function SearchBox({ label, placeholder }: SearchBoxProps) {
  const [searching, startTransition] = useTransition();
  const [{ q }, setQuery] = useQueryStates(
    { q: parseAsString.withDefault(""), ...position },
    { shallow: false, startTransition },
  );
  const search = (value: string, wait: number) =>
    setQuery({ ...FIRST_PAGE, q: value || null }, { limitUrlUpdates: debounce(wait) });
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
        value={String(q ?? "")}
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
