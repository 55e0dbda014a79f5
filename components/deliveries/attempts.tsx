import { Folded } from "#components/ui/folded.tsx";
import { JsonView } from "#components/ui/json-view.tsx";
import { OutsideText } from "#components/ui/outside-text.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { Part, Section } from "#components/ui/section.tsx";
import type { AttemptView } from "#lib/domain/delivery/delivery.ts";
import { AttemptAnswer } from "./attempt-answer.tsx";
import { AttemptCertificate } from "./attempt-certificate.tsx";
import { HeadersTable } from "./headers-table.tsx";
import { formatDuration, OLDER_BODY_MAX } from "./measures.ts";
import { NoBody } from "./no-body.tsx";
import { ReceivedAnswer } from "./received-answer.tsx";
import { Waterfall } from "./waterfall.tsx";

type AttemptsProps = {
  attempts: readonly AttemptView[];
  /** The server's clock in ms. */
  now: number;
  /** True if the user may not see the receivers' answers. */
  answersHidden: boolean;
};

/**
 * All attempts, newest first, each with its answer folded. The timing and the request of all but the newest are
 * folded too: the newest one's request has a section of its own. A body is shown only where it is another one.
 */
export function Attempts({ attempts, now, answersHidden }: AttemptsProps) {
  return (
    <Section title="Attempts">
      {answersHidden && attempts.length > 0 && (
        <p className="pb-4 text-muted text-sm">
          Only Operators and Admins see the headers and bodies of answers.
        </p>
      )}
      {attempts.length === 0 ? (
        <p className="text-muted">Nothing was sent yet.</p>
      ) : (
        <ol reversed aria-label="Attempts, newest first" className="-my-4 divide-y sm:-my-5">
          {attempts.toReversed().map((attempt, index) => (
            <Attempt
              key={attempt.number}
              attempt={attempt}
              newest={index === 0}
              newestBody={attempts.at(-1)?.body ?? ""}
              now={now}
            />
          ))}
        </ol>
      )}
    </Section>
  );
}

type AttemptProps = {
  attempt: AttemptView;
  newest: boolean;
  /** What the newest attempt sent. */
  newestBody: string;
  now: number;
};

function Attempt({ attempt, newest, newestBody, now }: AttemptProps) {
  const { number, outcome, status, startedAt, durationMs, timing, message, response, certificate } = attempt;
  const waterfall = timing && <Waterfall timing={timing} outcome={outcome} />;
  return (
    <li className="flex flex-col gap-1.5 py-4">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <h3 className="font-medium tabular-nums">Attempt {number}</h3>
        <AttemptAnswer outcome={outcome} status={status} className="font-medium" />
        <p className="ml-auto flex gap-x-3 text-muted text-sm tabular-nums">
          <span>{formatDuration(durationMs)}</span>
          <RelativeTime at={startedAt} now={now} />
        </p>
      </div>
      <p className="wrap-anywhere">
        <OutsideText text={message} />
      </p>
      {newest ? waterfall : waterfall && <Folded title="Timing">{waterfall}</Folded>}
      {certificate !== null && <AttemptCertificate certificate={certificate} />}
      {!newest && <AttemptRequest attempt={attempt} newestBody={newestBody} />}
      {response !== null && <ReceivedAnswer response={response} attempt={number} whole={newest} />}
    </li>
  );
}

function AttemptRequest({ attempt, newestBody }: Pick<AttemptProps, "attempt" | "newestBody">) {
  const { number, request, body } = attempt;
  return (
    <Folded title="Request">
      <p className="wrap-anywhere pb-2 font-mono text-sm">
        {request.method} <OutsideText text={request.url} />
      </p>
      <HeadersTable headers={request.headers} label={`Request headers of attempt ${number}`} />
      {body !== newestBody && (
        <div className="pt-3">{body === "" ? <NoBody /> : <OlderBody body={body} number={number} />}</div>
      )}
    </Folded>
  );
}

function OlderBody({ body, number }: { body: string; number: number }) {
  const shown = body.slice(0, OLDER_BODY_MAX);
  return (
    <Part title="Body" note={shown.length < body.length && "The first part; the API gives all that is kept."}>
      <JsonView text={shown} label={`request body of attempt ${number}`} />
    </Part>
  );
}
