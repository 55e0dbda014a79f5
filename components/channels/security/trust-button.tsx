"use client";

import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { useTitleFocusAtEnd } from "#components/ui/title-focus.ts";
import type { SecurityActions, SecurityView } from "./security-view.ts";
import { TrustCertificate } from "./trust-certificate.tsx";

type TrustButtonProps = Pick<SecurityActions, "trust"> & {
  channel: Pick<SecurityView, "id" | "name" | "certificate">;
  offered: string;
};

/** Trusts the certificate that the receiver showed last, once both fingerprints were compared. */
export function TrustButton({ channel, offered, trust }: TrustButtonProps) {
  // What was shown when the question was asked is what is trusted: a refresh of the page must not swap it.
  const [asked, setAsked] = useState({ channel, offered });
  const [asking, setAsking] = useState(false);
  const focusTitleAtEnd = useTitleFocusAtEnd();
  function ask() {
    setAsked({ channel, offered });
    setAsking(true);
  }
  return (
    <>
      <Button size="sm" onClick={ask}>
        Trust the new certificate
      </Button>
      <TrustCertificate
        {...asked}
        trust={trust}
        open={asking}
        onOpenChange={setAsking}
        onTrusted={focusTitleAtEnd}
      />
    </>
  );
}
