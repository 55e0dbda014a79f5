"use client";

import { TriangleAlert } from "lucide-react";
import { useId } from "react";
import { useWatch } from "react-hook-form";
import { useLater } from "#components/ui/later.ts";
import { parts } from "./later-parts.ts";
import type { ChannelControl } from "./use-channel-form.ts";

/** Previews the URL as pages, logs and the API will show it. */
export function UrlPreview({ control, unprotected }: { control: ChannelControl; unprotected: boolean }) {
  const id = useId();
  const [url, rows, format] = useWatch({ control, name: ["url", "url_secrets", "format"] });
  const loaded = useLater(parts);
  // A saved URL holds no values, only their placeholders.
  const masked = loaded === undefined ? url : loaded.shownUrl({ url, url_secrets: rows, format });
  return (
    // biome-ignore lint/a11y/useSemanticElements: it holds no fields, so it is no fieldset
    <div role="group" aria-labelledby={id} className="flex flex-col gap-1 rounded-md bg-sunken px-3 py-2.5">
      <span id={id} className="font-medium text-muted text-xs">
        URL as it will be shown
      </span>
      {masked === "" ? (
        <span className="text-muted">Enter the URL first.</span>
      ) : (
        <code className="wrap-anywhere font-mono text-sm">
          {loaded === undefined ? masked : marked(masked.split(loaded.PLACEHOLDER))}
        </code>
      )}
      {unprotected && (
        <p className="mt-1 flex items-start gap-1.5 text-sm text-warning-text">
          <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
          {masked.includes("{{") ? ORPHANED : ALL_SHOWN}
        </p>
      )}
    </div>
  );
}

const ALL_SHOWN = "The URL is no longer protected: everyone who can see this webhook sees all of it.";
const ORPHANED =
  "The placeholders have no values any more: protect the URL again, or replace them with text that everyone may see.";

/** Highlights the placeholders, whose names the split puts at odd places. */
function marked(parts: readonly string[]) {
  return parts.map((part, index) =>
    index % 2 === 0 ? (
      part
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts are the text itself, in order
      <mark key={index} className="rounded-sm bg-accent-soft px-0.5 font-medium text-accent-text">
        {`{{${part}}}`}
      </mark>
    ),
  );
}
