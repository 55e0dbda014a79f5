import { Fragment, type ReactNode } from "react";
import { OutsideText } from "#components/ui/outside-text.tsx";

/** "Disk · Grafana": texts from outside on one line, without those that say nothing; null where all do. */
export function dotted(texts: readonly (string | null)[]): ReactNode {
  const said = texts.filter((text) => text !== null && text !== "");
  if (said.length === 0) return null;
  return (
    <span className="cut">
      {said.map((text, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two of them may be alike, and they never move
        <Fragment key={index}>
          {index > 0 && " · "}
          <OutsideText text={text ?? ""} />
        </Fragment>
      ))}
    </span>
  );
}
