"use client";

import { createContext, type ReactNode, use, useState } from "react";
import type { Selection } from "#components/list/table-shape.ts";
import type { AlertRow } from "#lib/domain/alert/list.ts";

type Selected = {
  selection: Selection;
  alerts: AlertRow[];
  /** Rows of this page. */
  total: number;
  /** Everything that the list finds is meant, on all pages. */
  everything: boolean;
  setEverything: (everything: boolean) => void;
  clear: () => void;
};

const Context = createContext<Selected | null>(null);

/** Keeps which rows of the page are ticked, or that all that the list finds are meant. */
export function SelectedAlerts({ rows, children }: { rows: AlertRow[]; children: ReactNode }) {
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const [wantsEverything, setEverything] = useState(false);
  const alerts = rows.filter(({ alertId }) => ticked.has(alertId));
  const ids = new Set(alerts.map(({ alertId }) => alertId));
  const everything = wantsEverything && alerts.length === rows.length;
  const onChange = (next: Set<string>) => {
    setTicked(next);
    setEverything(false);
  };
  const clear = () => onChange(new Set());
  return (
    <Context
      value={{ selection: { ids, onChange }, alerts, total: rows.length, everything, setEverything, clear }}
    >
      {children}
    </Context>
  );
}

/** What is ticked; null outside, where nothing can be. */
export const useSelectedAlerts = (): Selected | null => use(Context);
