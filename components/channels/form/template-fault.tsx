import { TriangleAlert } from "lucide-react";
import { Button } from "#components/ui/button.tsx";
import { OutsideText } from "#components/ui/outside-text.tsx";
import type { FormatFault } from "#lib/domain/format/preview.ts";

/** What the preview found. The field's own error says it too (`isTold`). */
export function TemplateFault({
  fault,
  isTold,
  goTo,
}: {
  fault: FormatFault;
  isTold: boolean;
  goTo: () => void;
}) {
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5 text-sm text-warning-text">
      {!isTold && (
        <span className="flex items-start gap-1.5">
          <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
          <OutsideText text={fault.message} />
        </span>
      )}
      <Button size="sm" onClick={goTo}>
        Go to line {fault.line}, column {fault.column ?? 1}
      </Button>
    </div>
  );
}
