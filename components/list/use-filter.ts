import { parseAsString, useQueryStates } from "nuqs";
import { visibleText } from "#lib/domain/visible-text.ts";
import { ALL, FIRST_PAGE, type Filter } from "./filter.ts";
import { PAGE_PARAMS } from "./href.ts";

/** A filter that is stored in the address bar. Each choice is a history entry, so Back undoes it. */
export function useFilter({ param, options, allLabel = "All" }: Filter) {
  const keys = [param, ...PAGE_PARAMS];
  const [query, setQuery] = useQueryStates(Object.fromEntries(keys.map((key) => [key, parseAsString])), {
    shallow: false,
    history: "push",
  });
  const chosen = options.find((option) => option.value === query[param]);
  return {
    value: chosen?.value ?? ALL,
    shown: chosen === undefined ? allLabel : visibleText(chosen.label),
    choose: (value: string) => setQuery({ ...FIRST_PAGE, [param]: value === ALL ? null : value }),
  };
}
