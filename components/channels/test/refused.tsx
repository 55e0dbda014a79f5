import { AlertNote } from "#components/ui/alert-note.tsx";
import type { ChannelSettings } from "#lib/domain/channel/channel-schema.ts";
import type { Issue } from "#lib/domain/errors.ts";
import { fieldName } from "./field-name.ts";

type RefusedProps = { message: string; issues: Issue[]; settings: ChannelSettings | null };

/** Why nothing was sent: one sentence, or one per field. */
export function Refused({ message, issues, settings }: RefusedProps) {
  return (
    <AlertNote tone="danger" title="Nothing was sent">
      {issues.length === 0 ? (
        message
      ) : (
        <ul className="flex flex-col gap-1">
          {issues.map((issue) => (
            <li key={`${issue.path} ${issue.message}`}>
              <FieldOf {...issue} settings={settings} />
              {issue.message}
            </li>
          ))}
        </ul>
      )}
    </AlertNote>
  );
}

function FieldOf({ path, settings }: { path: string; settings: ChannelSettings | null }) {
  const name = fieldName(path, settings);
  return name !== null && <span className="font-medium">{name}: </span>;
}
