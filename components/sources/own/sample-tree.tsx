"use client";

import { Folded } from "#components/ui/folded.tsx";
import { OutsideText } from "#components/ui/outside-text.tsx";
import { expressionOf, type Path } from "./path-expression.ts";

type Props = {
  /** JSON. */
  value: unknown;
  /** Takes the way to the member that was pressed. */
  onPick: (path: Path) => void;
};

/** A body as a tree: a press on a member picks it. */
export function SampleTree({ value, onPick }: Props) {
  if (!isParent(value)) return <Member label="body" path={[]} value={value} onPick={onPick} />;
  return <Members value={value} path={[]} onPick={onPick} />;
}

type At = Props & { path: Path };

/** Entries of a list and members of an object that are shown. */
const SHOWN = 50;
/** Levels that are open at first, with the first entry of each list. */
const OPEN = 2;

function Members({ value, path, onPick }: At) {
  const entries: [string | number, unknown][] = Array.isArray(value)
    ? value.map((entry, index) => [index, entry])
    : Object.entries(value as object);
  const more = entries.length - SHOWN;
  return (
    <ul className="flex flex-col gap-0.5">
      {entries.slice(0, SHOWN).map(([step, member]) => (
        <li key={step}>
          <Branch step={step} value={member} path={[...path, step]} onPick={onPick} />
        </li>
      ))}
      {more > 0 && <li className="text-muted text-sm">… and {more} more</li>}
      {entries.length === 0 && <li className="text-muted text-sm">Empty</li>}
    </ul>
  );
}

function Branch({ step, value, path, onPick }: At & { step: string | number }) {
  const label = typeof step === "number" ? `[${step}]` : step;
  const member = <Member label={label} path={path} value={value} onPick={onPick} />;
  if (!isParent(value)) return member;
  const inner = <Members value={value} path={path} onPick={onPick} />;
  return (
    <>
      {member}
      <div className="border-l pl-3">
        {path.length < OPEN || step === 0 ? inner : <Folded title="Members">{inner}</Folded>}
      </div>
    </>
  );
}

function Member({ label, value, path, onPick }: At & { label: string }) {
  return (
    <button
      type="button"
      onClick={() => onPick(path)}
      title={expressionOf("body", path)}
      className="flex min-h-6 max-w-full items-baseline gap-2 rounded-sm px-1 text-left text-sm hover:bg-hover pointer-coarse:min-h-11"
    >
      <span className="shrink-0 font-medium font-mono text-accent-text">
        <OutsideText text={label} />
      </span>
      <span className="truncate font-mono text-muted">
        <OutsideText text={inBrief(value)} />
      </span>
    </button>
  );
}

const isParent = (value: unknown): value is object => typeof value === "object" && value !== null;

const BRIEF = 200;

function inBrief(value: unknown): string {
  if (Array.isArray(value)) return `list of ${value.length}`;
  if (isParent(value)) return "object";
  const text = JSON.stringify(value);
  return text.length <= BRIEF ? text : `${text.slice(0, BRIEF)}…`;
}
