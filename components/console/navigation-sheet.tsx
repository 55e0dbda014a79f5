"use client";

import { Dialog as Base } from "@base-ui/react/dialog";
import { Menu, X } from "lucide-react";
import { useState } from "react";
import { Brand } from "#components/ui/brand.tsx";
import { Button } from "#components/ui/button.tsx";
import { backdropStyle } from "#components/ui/dialog.tsx";
import { NavigationList } from "./navigation-list.tsx";

/** The navigation of a narrow screen: a sheet behind a button. */
export function NavigationSheet() {
  const [open, setOpen] = useState(false);
  return (
    <Base.Root open={open} onOpenChange={(next) => setOpen(next)}>
      <Base.Trigger
        render={
          <Button
            variant="ghost"
            size="icon"
            aria-label="Open navigation"
            className="md:hidden noscript:hidden"
          >
            <Menu aria-hidden />
          </Button>
        }
      />
      <Base.Portal>
        <Base.Backdrop className={backdropStyle} />
        <Base.Popup className="fixed inset-y-0 left-0 z-40 flex w-72 max-w-[85vw] flex-col gap-5 overflow-y-auto border-r bg-surface p-4 shadow-dialog outline-none transition-transform duration-150 data-ending-style:-translate-x-full data-starting-style:-translate-x-full">
          <div className="flex items-center justify-between">
            <Base.Title render={<div />}>
              <Brand />
              <span className="sr-only">: navigation</span>
            </Base.Title>
            <Base.Close
              render={
                <Button variant="ghost" size="icon" aria-label="Close navigation">
                  <X aria-hidden />
                </Button>
              }
            />
          </div>
          <NavigationList onNavigate={() => setOpen(false)} />
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
