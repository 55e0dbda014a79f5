"use client";

import { Search } from "lucide-react";
import { useEffect, useEffectEvent, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { later } from "#components/ui/later.ts";
import { loadOrTell } from "#components/ui/load-or-tell.ts";
import type { Entry } from "./entry.ts";
import { asksForPalette } from "./shortcut.ts";

const popup = later(() => import("./palette-popup.tsx"));

/** Opens the palette, as "/" and Ctrl-K do. The palette's code is loaded when it is first opened. */
export function PaletteButton({ pages }: { pages: readonly Entry[] }) {
  const [loading, setLoading] = useState(false);
  const [open, setOpen] = useState(false);

  async function show() {
    setLoading(true);
    setOpen(await loadOrTell(popup));
    setLoading(false);
  }
  usePaletteKeys(show);
  const Palette = popup.now()?.PalettePopup;

  return (
    <>
      <Button
        pending={loading}
        onClick={show}
        aria-label="Search"
        aria-haspopup="dialog"
        aria-keyshortcuts="/ Control+K Meta+K"
        icon={<Search aria-hidden />}
        className="text-muted! max-sm:border-transparent max-sm:bg-transparent max-sm:px-2"
      >
        <span className="max-sm:hidden">Search</span>
        <kbd className="pointer-coarse:hidden rounded-sm border px-1 font-mono text-xs max-sm:hidden">/</kbd>
      </Button>
      {Palette && <Palette open={open} onOpenChange={setOpen} pages={pages} />}
    </>
  );
}

function usePaletteKeys(show: () => void): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (!asksForPalette(event)) return;
    event.preventDefault();
    show();
  });
  useEffect(() => {
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);
}
