import { DELIVERIES } from "#components/paths.ts";
import { ExactTime } from "#components/ui/exact-time.tsx";
import { KeyValue, KeyValues } from "#components/ui/key-values.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { Status } from "#components/ui/status.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import type { SystemView } from "#lib/domain/system/facts.ts";
import { visibleText } from "#lib/domain/visible-text.ts";
import { Titled } from "./titled.tsx";
import { loadInWords } from "./words.ts";

type Props = { view: SystemView; now: number };

/** Which version runs, since when, and whether it works. */
export function HealthFacts({ view, now }: Props) {
  const { facts, node, sqlite, loads } = view;
  return (
    <Titled title="Health">
      <KeyValues>
        <KeyValue label="Engine">
          <EngineState trouble={view.trouble} />
        </KeyValue>
        <KeyValue label="Last commit">
          <LastCommit view={view} now={now} />
        </KeyValue>
        <KeyValue label="Waiting deliveries">
          <Waiting view={view} now={now} />
        </KeyValue>
        <KeyValue label="Load">
          Engine thread {loadInWords(loads.engine)}, HTTP thread {loadInWords(loads.http)} of the last 15
          seconds
        </KeyValue>
        <KeyValue label="Version">
          {facts === null ? "Unknown while the engine does not answer" : `Tocsin ${facts.version}`}
          <span className="text-muted">
            {" "}
            with Node.js {node.replace(/^v/, "")} and SQLite {sqlite}
          </span>
        </KeyValue>
        {facts !== null && (
          <KeyValue label="Running since">
            <ExactTime at={facts.startedAt} />
            <span className="text-muted">
              {" · "}
              <RelativeTime at={facts.startedAt} now={now} />
            </span>
          </KeyValue>
        )}
      </KeyValues>
    </Titled>
  );
}

function EngineState({ trouble }: Pick<SystemView, "trouble">) {
  if (trouble === null) return <Status tone="success">Works</Status>;
  return (
    <span className="flex flex-col gap-0.5">
      <Status tone="danger">Can't write</Status>
      <span>{visibleText(trouble)}</span>
    </span>
  );
}

function LastCommit({ view: { facts }, now }: Props) {
  if (facts === null) return "Unknown while the engine does not answer";
  if (facts.committedAgoMs === null) return "None since the start";
  return <RelativeTime at={now - facts.committedAgoMs} now={now} />;
}

function Waiting({ view: { waiting, oldestWaitingAt }, now }: Props) {
  if (waiting === 0) return "None";
  return (
    <span className="flex flex-wrap gap-x-4">
      <TextLink href={`${DELIVERIES}?state=pending`}>{waiting.toLocaleString("en")}</TextLink>
      {oldestWaitingAt !== null && (
        <span className="text-muted">
          the oldest event came <RelativeTime at={oldestWaitingAt} now={now} />
        </span>
      )}
    </span>
  );
}
