import { Fragment, type ReactNode } from "react";
import { OutsideText } from "#components/ui/outside-text.tsx";

/** "Disk · Grafana": outside texts joined on one line, without the empty ones. Null if all are empty. */
export function dotted(texts: readonly (string | null)[]): ReactNode {
  const said = texts.filter((text) => text !== null && text !== "");
  if (said.length === 0) return null;
  return (
    <span className="cut">
      {said.map((text, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two texts may be equal, and their order never changes
        <Fragment key={index}>
          {index > 0 && " · "}
          <OutsideText text={text ?? ""} />
        </Fragment>
      ))}
    </span>
  );
}
