import { visibleText } from "#lib/domain/visible-text.ts";
import { useAddressOfList } from "./address.ts";
import { ALL, type Filter } from "./filter.ts";

/** A filter that is stored in the address bar. Each choice is a history entry, so Back undoes it. */
export function useFilter({ param, options, allLabel = "All" }: Filter) {
  const { query, change } = useAddressOfList();
  const value = query.get(param);
  const chosen = options.find((option) => option.value === value);
  return {
    value: chosen?.value ?? ALL,
    shown: chosen === undefined ? allLabel : visibleText(chosen.label),
    choose: (choice: string) => change({ [param]: choice === ALL ? null : choice }, "push"),
  };
}
