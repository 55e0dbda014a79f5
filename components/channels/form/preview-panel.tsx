import type { FormatFace } from "#components/channels/format/format-face.ts";
import { byteLength, counted } from "#components/deliveries/measures.ts";
import { alertPath } from "#components/paths.ts";
import { AlertNote } from "#components/ui/alert-note.tsx";
import { CodeWords } from "#components/ui/code-words.tsx";
import { Folded } from "#components/ui/folded.tsx";
import { JsonView } from "#components/ui/json-view.tsx";
import { KeyValue, KeyValues } from "#components/ui/key-values.tsx";
import { OutsideText } from "#components/ui/outside-text.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { formatDescriptions } from "#lib/domain/format/formats.ts";
import type { FormatPreview } from "#lib/domain/format/preview.ts";
import { type PreviewState, usePreview } from "./use-preview.ts";

type Made = Extract<FormatPreview, { failure: null }>;

/** The exact body that the format as typed makes, or why it makes none. */
export function PreviewPanel(props: Parameters<typeof usePreview>[0]) {
  const state = usePreview(props);
  return (
    <div className="flex flex-col gap-3">
      <p role="status" className="sr-only">
        {spoken(state)}
      </p>
      <Shown state={state} face={props.face} />
    </div>
  );
}

function Shown({ state, face }: { state: PreviewState; face: FormatFace }) {
  switch (state.kind) {
    case "waiting":
      return <Skeleton className="h-40" />;
    case "incomplete":
      return <p className="text-muted">{`Enter ${listed(state.labels)} first.`}</p>;
    case "refused":
      return <p className="text-muted">{state.message}</p>;
    case "made":
      return state.preview.failure !== null ? (
        <AlertNote tone="warning" title="No body can be made">
          {state.preview.failure.message}
        </AlertNote>
      ) : (
        <Body preview={state.preview} face={face} />
      );
  }
}

function Body({ preview: { body, headers, from, alertId }, face }: { preview: Made; face: FormatFace }) {
  const { limits } = formatDescriptions[face.type];
  return (
    <>
      <p className="text-muted text-sm">
        {from === "sample" ? (
          "For a sample alert, because nothing was sent to this webhook yet."
        ) : (
          <>
            For the last event that was sent to this webhook, of{" "}
            <TextLink href={alertPath(alertId)} target="_blank" prefetch={false}>
              this alert
            </TextLink>
            .
          </>
        )}
      </p>
      <JsonView text={body} label="previewed body" />
      <KeyValues>
        <KeyValue label="Content type">
          <OutsideText text={headers["content-type"] ?? "application/json"} />
        </KeyValue>
        <KeyValue label="Length">{counted(byteLength(body), "byte")}</KeyValue>
      </KeyValues>
      {limits.length > 0 && (
        <Folded title="Limits">
          <KeyValues>
            {limits.map(({ of, at_most }) => (
              <KeyValue key={of} label={of}>
                <CodeWords text={at_most} />
              </KeyValue>
            ))}
          </KeyValues>
        </Folded>
      )}
    </>
  );
}

/** "Chat ID", "Chat ID and Topic". */
const listed = (labels: readonly string[]): string => labels.join(" and ");

function spoken(state: PreviewState): string {
  if (state.kind !== "made") return "";
  return state.preview.failure !== null ? `Preview: ${state.preview.failure.message}` : "Preview updated";
}
