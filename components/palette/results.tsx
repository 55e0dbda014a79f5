import { OutsideText } from "#components/ui/outside-text.tsx";
import { type Entry, type EntryGroup, optionId } from "./entry.ts";

type Props = {
  id: string;
  groups: readonly EntryGroup[];
  active: Entry | undefined;
  onActive: (entry: Entry) => void;
  onChoose: (entry: Entry) => void;
};

/** The listbox of the palette. The focus stays in the search field, which handles the keys. */
export function Results({ id, groups, active, onActive, onChoose }: Props) {
  return (
    <div
      id={id}
      role="listbox"
      aria-label="Results"
      className="min-h-0 flex-1 overflow-y-auto p-1 empty:hidden"
    >
      {groups.map(({ label, entries }) => (
        // biome-ignore lint/a11y/useSemanticElements: a listbox holds groups, not fieldsets
        <div key={label} role="group" aria-label={label} className="pb-1">
          <div aria-hidden className="px-3 pt-2 pb-1 font-medium text-muted text-xs">
            {label}
          </div>
          {entries.map((entry) => (
            <Option
              key={entry.href}
              entry={entry}
              isActive={entry.href === active?.href}
              onActive={() => onActive(entry)}
              onChoose={() => onChoose(entry)}
            />
          ))}
        </div>
      ))}
    </div>
  );
}

type OptionProps = { entry: Entry; isActive: boolean; onActive: () => void; onChoose: () => void };

function Option({ entry, isActive, onActive, onChoose }: OptionProps) {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the search field has the focus and handles Enter
    <div
      id={optionId(entry)}
      role="option"
      tabIndex={-1}
      aria-selected={isActive}
      data-highlighted={isActive || undefined}
      onMouseMove={isActive ? undefined : onActive}
      onMouseDown={(event) => event.preventDefault()}
      onClick={onChoose}
      className="popup-item min-w-0 px-3 data-highlighted:bg-accent-soft"
    >
      <span className="min-w-0 flex-1 truncate">
        <OutsideText text={entry.title} />
      </span>
      {entry.note !== "" && (
        <span className="min-w-0 max-w-1/2 shrink-0 truncate text-muted text-sm">
          <OutsideText text={entry.note} />
        </span>
      )}
    </div>
  );
}
