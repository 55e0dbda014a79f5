import { AlertNote } from "#components/ui/alert-note.tsx";
import type { ChannelTest } from "#lib/domain/channel/test.ts";
import { CertificateNote } from "./certificate-note.tsx";
import { Failure } from "./failure.tsx";
import { RequestPane, ResponsePane, TwoPanes } from "./panes.tsx";

/** How a test ended, in a sentence, then request and response side by side from 900 px on. */
export function TestResult({ result, unsaved }: { result: ChannelTest; unsaved: boolean }) {
  const { request, response, failure, timing, certificate } = result;
  return (
    <div className="flex flex-col gap-4">
      {failure && <Failure failure={failure} certificate={certificate} />}
      {!failure && response && (
        <AlertNote tone="success" title={`Delivered: the receiver answered ${response.status}.`} />
      )}
      {certificate && <CertificateNote certificate={certificate} unsaved={unsaved} />}
      <TwoPanes>
        <RequestPane request={request} />
        <ResponsePane response={response} failure={failure} timing={timing} />
      </TwoPanes>
    </div>
  );
}
