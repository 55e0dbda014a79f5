"use client";

import { createContext, type ReactNode, use, useState } from "react";
import type { Selection } from "#components/list/table-shape.ts";
import type { ListedDelivery } from "./listed-delivery.ts";

type Selected = { selection: Selection; deliveries: ListedDelivery[]; total: number; clear: () => void };

const Context = createContext<Selected | null>(null);

/** Keeps the ticked rows of the page. Rows that are gone no longer count. */
export function SelectedDeliveries({ rows, children }: { rows: ListedDelivery[]; children: ReactNode }) {
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const deliveries = rows.filter(({ id }) => ticked.has(id));
  const ids = new Set(deliveries.map(({ id }) => id));
  const selection = { ids, onChange: setTicked };
  return (
    <Context value={{ selection, deliveries, total: rows.length, clear: () => setTicked(new Set()) }}>
      {children}
    </Context>
  );
}

/** The ticked rows; null if the page has no SelectedDeliveries around it. */
export const useSelectedDeliveries = (): Selected | null => use(Context);
