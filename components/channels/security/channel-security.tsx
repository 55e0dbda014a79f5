"use client";

import type { ActionResult } from "#lib/domain/action-result.ts";
import type { ChannelView } from "#lib/domain/channel.ts";
import { CertificateSection } from "./certificate-section.tsx";
import { SigningSection } from "./signing-section.tsx";

/** What the page of a channel shows of its signing secret and its certificate. */
export type SecurityView = Pick<
  ChannelView,
  "id" | "name" | "url" | "verifySsl" | "certificate" | "previousSecretUntil"
>;

export type SecurityActions = {
  rotate: (id: string) => Promise<ActionResult<{ signingSecret: string; previousUntil: number }>>;
  /** `sha256` is the fingerprint that was shown. */
  trust: (id: string, sha256: string) => Promise<ActionResult>;
};

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
