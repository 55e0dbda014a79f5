import { OutsideText } from "#components/ui/outside-text.tsx";

/** A path or a value of the operator's, as it was written. */
export function Path({ text }: { text: string }) {
  return (
    <code className="wrap-anywhere font-mono text-sm">
      <OutsideText text={text} />
    </code>
  );
}
