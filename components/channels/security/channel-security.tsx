"use client";

import { CertificateSection } from "./certificate-section.tsx";
import type { SecurityActions, SecurityView } from "./security-view.ts";
import { SigningSection } from "./signing-section.tsx";

type ChannelSecurityProps = SecurityActions & {
  channel: SecurityView;
  mayManage: boolean;
};

/** How channel and receiver know each other: the certificate, the signing secret and how to verify it. */
export function ChannelSecurity({ channel, mayManage, rotate, trust }: ChannelSecurityProps) {
  return (
    <>
      <CertificateSection channel={channel} mayManage={mayManage} trust={trust} />
      <SigningSection channel={channel} mayManage={mayManage} rotate={rotate} />
    </>
  );
}
