"use client";

import { Search } from "lucide-react";
import { type ComponentType, useEffect, useEffectEvent, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { toast } from "#components/ui/toaster.tsx";
import type { Entry } from "./entry.ts";
import type { PaletteProps } from "./palette.tsx";
import { asksForPalette } from "./shortcut.ts";

/** Opens the palette, as "/" and Ctrl-K do. The palette itself is loaded when it is first asked for. */
export function PaletteButton({ pages }: { pages: readonly Entry[] }) {
  const [Palette, setPalette] = useState<ComponentType<PaletteProps> | null>(null);
  const [loading, setLoading] = useState(false);
  const [open, setOpen] = useState(false);

  async function show() {
    setLoading(true);
    try {
      const { Palette: loaded } = await import("./palette.tsx");
      setPalette(() => loaded);
      setOpen(true);
    } catch {
      toast.error("The search could not be loaded", {
        description: "Check that Tocsin runs and that you are online, then open it again.",
      });
    } finally {
      setLoading(false);
    }
  }
  usePaletteKeys(show);

  return (
    <>
      <Button
        pending={loading}
        onClick={show}
        aria-label="Search"
        aria-haspopup="dialog"
        aria-keyshortcuts="/ Control+K Meta+K"
        icon={<Search aria-hidden />}
        className="text-muted max-sm:border-transparent max-sm:bg-transparent max-sm:px-2"
      >
        <span className="max-sm:hidden">Search</span>
        <kbd className="pointer-coarse:hidden rounded-sm border px-1 font-mono text-xs max-sm:hidden">/</kbd>
      </Button>
      {Palette !== null && <Palette open={open} onOpenChange={setOpen} pages={pages} />}
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
