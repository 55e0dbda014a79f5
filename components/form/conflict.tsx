"use client";

import { useEffect, useRef, useState } from "react";
import { AlertNote } from "#components/ui/alert-note.tsx";
import { Button } from "#components/ui/button.tsx";
import { OutsideText } from "#components/ui/outside-text.tsx";
import type { Comparison, Contested } from "./compare.ts";

type ConflictProps = {
  /** "this webhook" */
  what: string;
  /** Null while there is no conflict. */
  comparison: Comparison | null;
  /** Puts their version of these settings into the form. */
  take: (names: readonly string[]) => void;
};

/**
 * Shows both versions of each setting that two people changed, field by field. The form keeps mine until
 * theirs is taken.
 */
export function Conflict({ what, comparison, take }: ConflictProps) {
  const box = useRef<HTMLDivElement>(null);
  // Moves the focus to this note: the refusal that had it is gone.
  useEffect(() => {
    if (comparison !== null) focusNote(box.current);
  }, [comparison]);
  if (comparison === null) return null;
  const { contested, theirs } = comparison;
  return (
    <div ref={box}>
      <AlertNote tone="danger" title={`Somebody else changed ${what} while you did`}>
        {theirs.length > 0 && <p>Their change of {theirs.join(", ")} is in the form now.</p>}
        {contested.length === 0 ? (
          <p>What you typed is still here. Save again to keep it.</p>
        ) : (
          <Versions contested={contested} take={take} onAllTaken={() => focusNote(box.current)} />
        )}
      </AlertNote>
    </div>
  );
}

const focusNote = (box: HTMLElement | null) => box?.querySelector<HTMLElement>('[role="alert"]')?.focus();

type VersionsProps = {
  contested: readonly Contested[];
  take: (names: readonly string[]) => void;
  /** No button is left to take the focus. */
  onAllTaken: () => void;
};

function Versions({ contested, take, onAllTaken }: VersionsProps) {
  const list = useRef<HTMLDListElement>(null);
  // Holds the settings themselves, not their names: a later conflict may be about the same names.
  const [taken, setTaken] = useState<ReadonlySet<Contested>>(new Set());
  const open = contested.filter((one) => !taken.has(one));
  const takeTheirs = (ones: readonly Contested[]) => {
    take(ones.map(({ name }) => name));
    setTaken(new Set([...taken, ...ones]));
    // The pressed button is then disabled or gone, and the page would lose the focus.
    const next = nextOf(contested, open, ones);
    if (next === undefined) onAllTaken();
    else list.current?.querySelectorAll("button")[contested.indexOf(next)]?.focus();
  };
  return (
    <>
      <p>You both changed these settings. The form holds yours: save again to keep it, or take theirs.</p>
      <dl ref={list} className="mt-2 flex flex-col gap-2">
        {contested.map((one) => (
          <Field key={one.name} {...one} taken={taken.has(one)} onTake={() => takeTheirs([one])} />
        ))}
      </dl>
      {open.length > 1 && (
        <Button className="mt-3" onClick={() => takeTheirs(open)}>
          Take all of theirs
        </Button>
      )}
    </>
  );
}

/** The first open setting below those just taken, or else the first above them. */
function nextOf(all: readonly Contested[], open: readonly Contested[], taken: readonly Contested[]) {
  const start = all.findIndex((one) => taken.includes(one));
  const inTurn = [...all.slice(start), ...all.slice(0, start)];
  return inTurn.find((one) => open.includes(one) && !taken.includes(one));
}

type FieldProps = Contested & { taken: boolean; onTake: () => void };

function Field({ label, theirs, mine, taken, onTake }: FieldProps) {
  return (
    <div className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-3">
      <dt className="font-medium">
        <OutsideText text={label} />
      </dt>
      <dd className="col-start-1">
        Theirs: <OutsideText text={theirs} />
      </dd>
      <dd className="col-start-1">
        Mine: <OutsideText text={mine} />
      </dd>
      <dd className="col-start-2 row-span-3 row-start-1">
        <Button size="sm" disabled={taken} onClick={onTake} aria-label={`Take theirs: ${label}`}>
          {taken ? "Theirs is taken" : "Take theirs"}
        </Button>
      </dd>
    </div>
  );
}
