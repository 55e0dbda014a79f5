"use client";

import { Menu } from "lucide-react";
import { useState } from "react";
import { Brand } from "#components/ui/brand.tsx";
import { Button } from "#components/ui/button.tsx";
import { Sheet } from "#components/ui/sheet.tsx";
import { NavigationList } from "./navigation-list.tsx";

/** The navigation on a narrow screen: a button opens it as a sheet. */
export function NavigationSheet({ role }: { role: string }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button
        variant="ghost"
        size="icon"
        aria-label="Open navigation"
        aria-haspopup="dialog"
        aria-expanded={open}
        className="md:hidden noscript:hidden"
        onClick={() => setOpen(true)}
      >
        <Menu aria-hidden />
      </Button>
      <Sheet
        open={open}
        onOpenChange={setOpen}
        closeLabel="Close navigation"
        title={
          <>
            <Brand />
            <span className="sr-only">: navigation</span>
          </>
        }
      >
        <NavigationList role={role} onNavigate={() => setOpen(false)} />
      </Sheet>
    </>
  );
}
