/** A sentence with code between backticks: "Look at `status`." */
export function CodeWords({ text }: { text: string }) {
  return text.split("`").map((part, index) =>
    index % 2 === 0 ? (
      part
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts are the text itself, in order
      <code key={index} className="font-mono">
        {part}
      </code>
    ),
  );
}
