import { AlertNote } from "#components/ui/alert-note.tsx";
import { OutsideText } from "#components/ui/outside-text.tsx";
import { Section } from "#components/ui/section.tsx";
import type { TriedAlert, TriedBody } from "#lib/domain/source/own/trial.ts";
import { inWords } from "./caught-list.tsx";
import { labelOf } from "./field-words.ts";
import type { Trial } from "./use-trial.ts";

type Props = { trial: Trial; shown: number | undefined };

/** The alerts that the expressions make of the body that is shown, as one types. */
export function TrialResult({ trial: { result, failure }, shown }: Props) {
  return (
    <Section title="What it makes" note="Nothing is stored.">
      <div role="status" className="flex flex-col gap-4">
        {failure !== null && <AlertNote tone="danger">{failure}</AlertNote>}
        {result?.kind === "faulty" ? (
          <p className="text-muted">An expression has a fault: mend it to see the alerts.</p>
        ) : (
          <Tried body={result?.bodies.find(({ seq }) => seq === shown)} />
        )}
      </div>
    </Section>
  );
}

function Tried({ body }: { body: TriedBody | undefined }) {
  if (body === undefined)
    return <p className="text-muted">The alerts show up here once a body has come in.</p>;
  return (
    <>
      {body.issues.length > 0 && (
        <AlertNote tone="warning" title="This body would be refused whole">
          <ul>
            {body.issues.map((issue) => (
              <li key={`${issue.path} ${issue.message}`}>
                <OutsideText text={inWords(issue)} />
              </li>
            ))}
          </ul>
        </AlertNote>
      )}
      {numbered(body).map(({ alert, number }) => (
        <TriedFields key={number} alert={alert} number={body.total > 1 ? number : null} />
      ))}
      {body.total > body.alerts.length && (
        <p className="text-muted text-sm">… and {body.total - body.alerts.length} more</p>
      )}
    </>
  );
}

/** The alerts without a fault, by their places in the list. */
const numbered = ({ alerts }: TriedBody): { alert: TriedAlert; number: number }[] =>
  alerts.flatMap((alert, index) => (alert === null ? [] : [{ alert, number: index + 1 }]));

function TriedFields({ alert, number }: { alert: TriedAlert; number: number | null }) {
  return (
    <div className="flex flex-col gap-1.5">
      {number !== null && <h3 className="font-medium">Alert {number}</h3>}
      <dl className="grid grid-cols-[minmax(5rem,auto)_minmax(0,1fr)] gap-x-4 gap-y-1 text-sm">
        {alert.map(({ field, value }) => (
          <div key={field} className="contents">
            <dt className="text-muted">{labelOf(field)}</dt>
            <dd className={field === "details" ? "line-clamp-4 wrap-anywhere font-mono" : "wrap-anywhere"}>
              <OutsideText text={value} lines />
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
