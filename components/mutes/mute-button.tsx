"use client";

import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { later } from "#components/ui/later.ts";
import { WhenOpen } from "#components/ui/when-open.tsx";
import type { MuteActions, MuteThing } from "./mute-actions.ts";

const dialog = later(() => import("./mute-dialog.tsx"));

type Props = {
  thing: MuteThing;
  /** What people call it: "Jira", an alert's title. */
  name: string;
  create: MuteActions["create"];
};

/** Mutes a thing with two presses for an hour, and with one more for another time. */
export function MuteButton({ thing, name, create }: Props) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>Mute</Button>
      <WhenOpen part={dialog} open={open} onFail={() => setOpen(false)}>
        {({ MuteDialog }) => (
          <MuteDialog
            open={open}
            onClose={() => setOpen(false)}
            name={name}
            mute={(wanted) => create(thing, wanted)}
          />
        )}
      </WhenOpen>
    </>
  );
}
