import type { ReactNode } from "react";

/** "3 of 12 selected:" followed by the actions on the selected rows (ghost buttons of size sm). */
export function SelectionBar(props: { count: ReactNode; total: ReactNode; children: ReactNode }) {
  return (
    <fieldset className="list-selected ml-auto flex flex-wrap items-center gap-1">
      <legend className="sr-only">Selected rows</legend>
      <span role="status" className="mr-1 text-muted tabular-nums">
        {props.count} of {props.total} selected:
      </span>
      {props.children}
    </fieldset>
  );
}
