"use client";

import { createContext, type ReactNode, use, useState } from "react";
import type { Selection } from "#components/list/table-shape.ts";
import type { ListedChannel } from "./listed-channel.ts";

type Selected = { selection: Selection; channels: ListedChannel[]; total: number };

const Context = createContext<Selected | null>(null);

/**
 * Keeps the ticked rows of the page, for the table and the bar above it. Rows that are gone no longer count.
 */
export function SelectedChannels({ rows, children }: { rows: ListedChannel[]; children: ReactNode }) {
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const channels = rows.filter(({ id }) => ticked.has(id));
  const ids = new Set(channels.map(({ id }) => id));
  return (
    <Context value={{ selection: { ids, onChange: setTicked }, channels, total: rows.length }}>
      {children}
    </Context>
  );
}

/** The ticked rows; null if the page has no SelectedChannels around it. */
export const useSelectedChannels = (): Selected | null => use(Context);
