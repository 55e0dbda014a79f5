import { Lightbulb } from "lucide-react";
import { useWatch } from "react-hook-form";
import { type Proposal, proposalFor } from "#components/channels/format/proposal.ts";
import { Button } from "#components/ui/button.tsx";
import type { FormatType } from "#lib/domain/format/format.ts";
import type { ChannelForm } from "./use-channel-form.ts";

type UrlProposalProps = { form: ChannelForm; choose: (type: FormatType) => Promise<void> };

/** If the URL is a receiver's own: offers its format, and to protect its secret part, in one line. */
export function UrlProposal({ form, choose }: UrlProposalProps) {
  const [url, type, rows] = useWatch({ control: form.control, name: ["url", "format.type", "url_secrets"] });
  const proposal = proposalFor({ url, type, rows });

  async function use({ type: next, rows: added }: Proposal) {
    if (next !== null) await choose(next);
    if (added.length > 0)
      form.setValue("url_secrets", [...form.getValues("url_secrets"), ...added], { shouldDirty: true });
    // The pressed button goes with the proposal.
    form.setFocus("url");
  }

  return (
    <div role="status" className="flex items-center gap-2 text-sm empty:hidden">
      {proposal !== null && (
        <>
          <Lightbulb aria-hidden className="size-4 shrink-0 text-accent-text" />
          <span className="min-w-0 flex-1 text-muted">{sentence(proposal)}</span>
          <Button size="sm" onClick={() => use(proposal)}>
            Use it
          </Button>
        </>
      )}
    </div>
  );
}

function sentence({ label, type, rows }: Proposal): string {
  const protectedAs = rows.map(({ replacement }) => `{{${replacement}}}`).join(" and ");
  if (type === null) return `This URL holds a secret of ${label}: protect it as ${protectedAs}.`;
  const first = `This URL belongs to ${label}: send in its format`;
  return rows.length === 0 ? `${first}.` : `${first}, and protect the secret part as ${protectedAs}.`;
}
