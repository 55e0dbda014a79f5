"use client";

import { useId } from "react";
import { Segmented } from "#components/ui/segmented.tsx";
import { THEMES, useTheme } from "#components/ui/theme.ts";

/** The theme of this browser. It changes at once and needs no Save. */
export function ThemeField() {
  const id = useId();
  const [theme, setTheme] = useTheme();
  return (
    <fieldset className="flex noscript:hidden flex-col gap-1.5">
      <legend className="mb-1.5 font-medium">Theme</legend>
      <div>
        <Segmented name="theme" value={theme} onChange={setTheme} options={THEMES} aria-describedby={id} />
      </div>
      <p id={id} className="text-muted text-sm">
        Changes at once, in this browser only.
      </p>
    </fieldset>
  );
}
