"use client";

import { createContext, type ReactNode, use, useState } from "react";
import type { Selection } from "#components/list/table-shape.ts";
import type { AlertRow } from "#lib/domain/alert/list.ts";

type Selected = {
  selection: Selection;
  alerts: AlertRow[];
  /** The number of rows on this page. */
  total: number;
  /** Everything that the list finds is selected, on all pages. */
  everything: boolean;
  setEverything: (everything: boolean) => void;
  clear: () => void;
};

const Context = createContext<Selected | null>(null);

/** Keeps the ticked rows of the page, or the choice of everything that the list finds. */
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

/** The ticked rows; null if the page has no SelectedAlerts around it. */
export const useSelectedAlerts = (): Selected | null => use(Context);
