import type { Metadata } from "next";
import { ChannelPage } from "#components/channels/page/channel-page.tsx";
import { CertificateSection } from "#components/channels/security/certificate-section.tsx";
import { SigningSection } from "#components/channels/security/signing-section.tsx";
import { SnippetFiles } from "#components/channels/security/snippet-files.tsx";
import { SNIPPETS } from "#components/channels/security/snippets/snippets.ts";
import { requireSession } from "#lib/web/auth/session.ts";
import { rotateSigningSecret } from "../../actions.ts";
import { type ChannelParams, headerOf, titleOf } from "../channel.ts";

export async function generateMetadata({ params }: ChannelParams): Promise<Metadata> {
  return { title: await titleOf(params, "Security") };
}

export default async function WebhookSecurityPage({ params }: ChannelParams) {
  const session = await requireSession();
  const header = await headerOf((await params).id, session);
  const { id, name, previousSecretUntil } = header.channel;
  return (
    <ChannelPage {...header}>
      <div className="flex w-full max-w-180 flex-col gap-5">
        <CertificateSection channel={header.channel} />
        <SigningSection
          channel={{ id, name, previousSecretUntil }}
          mayManage={header.rights.mayManage}
          rotate={rotateSigningSecret}
          allSnippets={<SnippetFiles snippets={SNIPPETS.flatMap(({ snippets }) => snippets)} />}
        />
      </div>
    </ChannelPage>
  );
}
