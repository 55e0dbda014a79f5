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
  /** Puts their version of a setting into the form. */
  take: (name: string) => void;
};

/**
 * Shows both versions of each setting that two people changed, field by field. The form keeps mine until
 * theirs is taken.
 */
export function Conflict({ what, comparison, take }: ConflictProps) {
  const box = useRef<HTMLDivElement>(null);
  // Moves the focus to this note: the refusal that had it is gone.
  useEffect(() => {
    if (comparison !== null) box.current?.querySelector<HTMLElement>('[role="alert"]')?.focus();
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
          <Versions contested={contested} take={take} />
        )}
      </AlertNote>
    </div>
  );
}

function Versions({ contested, take }: { contested: readonly Contested[]; take: (name: string) => void }) {
  const [taken, setTaken] = useState<ReadonlySet<string>>(new Set());
  const takeTheirs = (names: readonly string[]) => {
    for (const name of names) take(name);
    setTaken((before) => new Set([...before, ...names]));
  };
  return (
    <>
      <p>You both changed these settings. The form holds yours: save again to keep it, or take theirs.</p>
      <dl className="mt-2 flex flex-col gap-2">
        {contested.map((one) => (
          <Field key={one.name} {...one} taken={taken.has(one.name)} onTake={() => takeTheirs([one.name])} />
        ))}
      </dl>
      {contested.length > 1 && (
        <Button className="mt-3" onClick={() => takeTheirs(contested.map(({ name }) => name))}>
          Take all of theirs
        </Button>
      )}
    </>
  );
}

type FieldProps = Contested & { taken: boolean; onTake: () => void };

function Field({ label, theirs, mine, taken, onTake }: FieldProps) {
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <div className="min-w-0 flex-1 basis-60">
        <dt className="font-medium">
          <OutsideText text={label} />
        </dt>
        <dd>
          Theirs: <OutsideText text={theirs} />
        </dd>
        <dd>
          Mine: <OutsideText text={mine} />
        </dd>
      </div>
      <Button size="sm" disabled={taken} onClick={onTake} aria-label={`Take theirs: ${label}`}>
        {taken ? "Theirs is taken" : "Take theirs"}
      </Button>
    </div>
  );
}
