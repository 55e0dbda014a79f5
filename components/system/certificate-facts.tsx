import { KeyValue, KeyValues } from "#components/ui/key-values.tsx";
import type { SystemView } from "#lib/domain/system/facts.ts";
import { Path } from "./path.tsx";
import { Titled } from "./titled.tsx";

type Props = { certificates: SystemView["certificates"]; file: string | null };

/** Which CA certificates receivers' certificates are checked against. */
export function CertificateFacts({ certificates: { all, extra }, file }: Props) {
  return (
    <Titled title="Certificate store">
      <KeyValues>
        <KeyValue label="Trusted CAs">{all.toLocaleString("en")}</KeyValue>
        <KeyValue label="Of your own">
          {file === null ? (
            <span className="text-muted">None. NODE_EXTRA_CA_CERTS names a file of further ones.</span>
          ) : (
            <>
              {extra.toLocaleString("en")} <span className="text-muted">from</span> <Path text={file} />
            </>
          )}
        </KeyValue>
      </KeyValues>
    </Titled>
  );
}
