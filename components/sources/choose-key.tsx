"use client";

import { useId, useState } from "react";
import { NEW_API_KEY } from "#components/paths.ts";
import { Select } from "#components/ui/select.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { type CreateKey, type MadeKey, MakeKey, ShownKey } from "./make-key.tsx";
import { PLACEHOLDER_KEY } from "./placeholder-key.ts";

/** A key whose one scope is ingest. */
export type IngestKey = { id: string; name: string };

export type KeyOptions = {
  /** Those that are active. */
  keys: readonly IngestKey[];
  suggestedName: string;
  create: CreateKey;
};

type Props = KeyOptions & {
  made: MadeKey | null;
  onMade: (made: MadeKey) => void;
  /** The id of the chosen key that was there before; empty for none. */
  chosen: string;
  onChoose: (id: string) => void;
};

/** Makes a key for the sender, or takes one that there is. */
export function ChooseKey({ keys, suggestedName, create, made, onMade, chosen, onChoose }: Props) {
  const [fromExisting, setFromExisting] = useState(false);
  if (made !== null) return <ShownKey made={made} />;
  return (
    <>
      {fromExisting ? (
        <ExistingKey keys={keys} chosen={chosen} onChoose={onChoose} />
      ) : (
        <MakeKey suggestedName={suggestedName} create={create} onMade={onMade} />
      )}
      <p className="text-muted text-sm">
        The key can only post alerts, but in the name of any source. Give each sender its own, so that one can
        be revoked without the others. To give it an end or allowed addresses, make it under{" "}
        <TextLink href={NEW_API_KEY}>API Keys</TextLink>.
      </p>
      {keys.length > 0 && (
        <button
          type="button"
          className="inline-flex min-h-6 w-fit items-center rounded-sm text-accent-text underline underline-offset-3 noscript:hidden pointer-coarse:min-h-11"
          onClick={() => {
            setFromExisting(!fromExisting);
            onChoose("");
          }}
        >
          {fromExisting ? "Make a new key" : "Use a key that you have"}
        </button>
      )}
    </>
  );
}

function ExistingKey({ keys, chosen, onChoose }: Pick<Props, "keys" | "chosen" | "onChoose">) {
  const id = useId();
  return (
    <div className="flex flex-col gap-1.5">
      <label htmlFor={id} className="w-fit font-medium">
        API key
      </label>
      <Select
        id={id}
        value={chosen}
        onChange={onChoose}
        placeholder="Choose a key…"
        options={keys.map((key) => ({ value: key.id, label: key.name }))}
        aria-describedby={`${id}-help`}
        className="w-full max-w-80"
      />
      <p id={`${id}-help`} className="text-muted text-sm">
        Tocsin can't show it again: put it in place of <code className="font-mono">{PLACEHOLDER_KEY}</code>{" "}
        yourself.
      </p>
    </div>
  );
}
