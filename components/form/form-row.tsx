import { Trash2 } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "#components/ui/cn.ts";
import { IconButton } from "#components/ui/icon-button.tsx";

/**
 * For a row's Field: from `sm` on the column's title replaces the label, which stays for assistive
 * technology.
 */
export const UNDER_TITLE = "min-w-0 sm:[&>label]:sr-only";

type ColumnTitlesProps = {
  titles: readonly string[];
  grid: string;
  /** The rows have no Delete icon. */
  fixed: boolean | undefined;
};

/** The column titles of a list of rows; below `sm` each field shows its own label. */
export function ColumnTitles({ titles, grid, fixed }: ColumnTitlesProps) {
  return (
    <div aria-hidden className={cn("-mb-1.5 whitespace-nowrap font-medium max-sm:hidden", grid)}>
      {titles.map((title) => (
        <span key={title}>{title}</span>
      ))}
      {!fixed && <span className="w-8 pointer-coarse:w-11" />}
    </div>
  );
}

/** Rows are closer together than fields. */
export function FormRows({ children }: { children: ReactNode }) {
  return <div className="flex flex-col gap-3">{children}</div>;
}

type FormRowProps = {
  /** Names the group and the Delete icon: "Row 1". */
  name: string;
  grid: string;
  onDelete: (() => void) | undefined;
  children: ReactNode;
};

/** A row of a list in a form, with its Delete icon at the end; below `sm` a card with the row's name. */
export function FormRow({ name, grid, onDelete, children }: FormRowProps) {
  return (
    <fieldset className={cn("min-w-0", CARD, grid)}>
      <legend className="sr-only">{name}</legend>
      <div aria-hidden className="flex h-8 items-center text-muted text-sm sm:hidden pointer-coarse:h-11">
        {name}
      </div>
      {children}
      {onDelete && (
        <IconButton
          label={`Delete ${name.toLowerCase()}`}
          onClick={onDelete}
          className="max-sm:absolute max-sm:top-1 max-sm:right-1 sm:mt-0.5 sm:pointer-coarse:mt-0"
        >
          <Trash2 aria-hidden />
        </IconButton>
      )}
    </fieldset>
  );
}

const CARD =
  "max-sm:relative max-sm:flex max-sm:flex-col max-sm:gap-3 max-sm:rounded-md max-sm:border max-sm:px-3 max-sm:pt-1 max-sm:pb-3";
