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

/** Trusts the certificate that the receiver showed last, once the user has compared both fingerprints. */
export function TrustButton({ channel, offered, trust }: TrustButtonProps) {
  // Trusts the fingerprint that the question showed, even if the page was refreshed meanwhile.
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
