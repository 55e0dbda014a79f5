import { Folded } from "#components/ui/folded.tsx";
import { JsonView } from "#components/ui/json-view.tsx";
import { Part } from "#components/ui/section.tsx";
import { ANSWER_NOT_KEPT, type AttemptResponse } from "#lib/domain/delivery/outcome.ts";
import { HeadersTable } from "./headers-table.tsx";
import { byteLength, counted, OLDER_BODY_MAX } from "./measures.ts";

type ReceivedAnswerProps = {
  response: AttemptResponse;
  /** The attempt's number. */
  attempt: number;
  /** Shows the whole body as far as it was kept. */
  whole: boolean;
};

/** The receiver's answer, folded: headers and body. */
export function ReceivedAnswer({
  response: { headers, body, truncated },
  attempt,
  whole,
}: ReceivedAnswerProps) {
  const shown = whole ? body : body.slice(0, OLDER_BODY_MAX);
  const names = Object.keys(headers).length;
  return (
    <Folded title={`Answer: ${counted(names, "header")}, ${sizeOf(body, truncated)}`}>
      <div className="flex flex-col gap-4">
        {names > 0 && (
          <Part title="Headers">
            <HeadersTable headers={headers} label={`Answer headers of attempt ${attempt}`} />
          </Part>
        )}
        <Part title="Body" note={body === "" ? null : cutNote(shown.length < body.length, truncated)}>
          {body === "" ? (
            <p className="text-muted">{truncated ? ANSWER_NOT_KEPT : "The answer has no body."}</p>
          ) : (
            <JsonView text={shown} label={`answer body of attempt ${attempt}`} />
          )}
        </Part>
      </div>
    </Folded>
  );
}

function sizeOf(body: string, truncated: boolean): string {
  if (body === "") return truncated ? "body not kept" : "no body";
  return truncated ? `more than ${counted(byteLength(body), "byte")}` : counted(byteLength(body), "byte");
}

function cutNote(cut: boolean, truncated: boolean): string | null {
  if (cut) return "The first part; the API gives all that is kept.";
  return truncated ? "The first part: a longer answer is not kept." : null;
}
