"use client";

import { Dialog as Base } from "@base-ui/react/dialog";
import { Search, X } from "lucide-react";
import { useRouter } from "next/navigation";
import { type KeyboardEvent, type RefObject, useRef, useState } from "react";
import { leavePage } from "#components/form/unsaved-changes.tsx";
import { cn } from "#components/ui/cn.ts";
import { backdropStyle, dialogStyle } from "#components/ui/dialog-style.ts";
import { IconButton } from "#components/ui/icon-button.tsx";
import { recentPages } from "#components/ui/recent-pages.ts";
import { SEARCH_MAX } from "#lib/domain/search/found.ts";
import { type Entry, groupsOf, optionId } from "./entry.ts";
import { Results } from "./results.tsx";
import { statusInWords } from "./status-words.ts";
import { useActive } from "./use-active.ts";
import { useSearch } from "./use-search.ts";

type PaletteProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** The pages of the console. */
  pages: readonly Entry[];
};

/** A search over everything in the console, in a dialog: arrows choose, Enter opens, Escape closes. */
export function PalettePopup({ open, onOpenChange, pages }: PaletteProps) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <Base.Root open={open} onOpenChange={(next) => onOpenChange(next)}>
      <Base.Portal>
        <Base.Backdrop className={backdropStyle} />
        <Base.Viewport className="fixed inset-0 z-40 flex items-start justify-center sm:p-6 sm:pt-[12vh]">
          <Base.Popup
            initialFocus={input}
            className={cn(dialogStyle, "max-sm:h-dvh max-sm:rounded-none sm:max-h-[70vh] sm:max-w-xl")}
          >
            <Base.Title className="sr-only">Search</Base.Title>
            <PaletteSearch input={input} pages={pages} onClose={() => onOpenChange(false)} />
          </Base.Popup>
        </Base.Viewport>
      </Base.Portal>
    </Base.Root>
  );
}

type SearchProps = {
  input: RefObject<HTMLInputElement | null>;
  pages: readonly Entry[];
  onClose: () => void;
};

function PaletteSearch({ input, pages, onClose }: SearchProps) {
  const router = useRouter();
  const [typed, setTyped] = useState("");
  const [recent] = useState(() => recentPages().filter(({ href }) => href !== location.pathname));
  const { state, found } = useSearch(typed);
  const groups = groupsOf(typed, { pages, recent, found });
  const entries = groups.flatMap((group) => group.entries);
  const choose = ({ href }: Entry) => {
    onClose();
    leavePage(() => router.push(href));
  };
  const { active, setActive, onKeyDown } = useActive(entries, typed, choose);
  const status = statusInWords(state, typed, entries.length);
  return (
    <>
      <div className="flex items-center gap-2 border-b py-2 pr-2 pl-4">
        <Search aria-hidden className="size-4 shrink-0 text-muted" />
        <PaletteField ref={input} value={typed} onType={setTyped} onKeyDown={onKeyDown} active={active} />
        <Base.Close
          render={
            <IconButton label="Close search">
              <X aria-hidden />
            </IconButton>
          }
        />
      </div>
      <Results id={LIST_ID} groups={groups} active={active} onActive={setActive} onChoose={choose} />
      <p role="status" className={cn("wrap-anywhere px-4 py-3 text-muted", status.shown || "sr-only")}>
        {status.words}
      </p>
      <p aria-hidden className="border-t px-4 py-2 text-muted text-xs max-sm:hidden pointer-coarse:hidden">
        ↑ ↓ to choose, Enter to open, Esc to close
      </p>
    </>
  );
}

const LIST_ID = "palette-results";

type FieldProps = {
  ref: RefObject<HTMLInputElement | null>;
  value: string;
  onType: (typed: string) => void;
  onKeyDown: (event: KeyboardEvent) => void;
  active: Entry | undefined;
};

/** Keeps the focus; aria-activedescendant names the entry that its keys have chosen. */
function PaletteField({ onType, active, ...field }: FieldProps) {
  return (
    <input
      {...field}
      type="text"
      role="combobox"
      aria-label="Search pages, channels, rules, alerts and deliveries"
      aria-expanded={active !== undefined}
      aria-controls={LIST_ID}
      aria-autocomplete="list"
      aria-activedescendant={active && optionId(active)}
      autoComplete="off"
      autoCapitalize="off"
      spellCheck={false}
      maxLength={SEARCH_MAX}
      placeholder="Search by name, title or id…"
      onChange={(event) => onType(event.target.value)}
      className="h-9 min-w-0 flex-1 bg-transparent outline-none pointer-coarse:h-11 pointer-coarse:text-lg"
    />
  );
}
