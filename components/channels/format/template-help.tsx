import { PAYLOAD_KEYS } from "#lib/domain/alert/alert.ts";

/** What a template may use beside the payload's own fields. */
const OTHERS: readonly (readonly [name: string, means: string])[] = [
  ["details", "all that the source sent beside them, such as details.host"],
  ["event_id", "the id that webhook-id carries"],
  ["channel_name", "the name of this webhook"],
  ["base_url", "the address of Tocsin, for links"],
];

const WRITING: readonly (readonly [code: string, means: string])[] = [
  ["{{ details | json }}", "the value as JSON; without it a value is escaped for a text in quotes"],
  ["{{ occurred_at | date: '%H:%M' }}", "a time, in UTC"],
  ["{{ description | truncate: 200 }}", "at most this many characters"],
  ["{% if status == 'Resolved' %}…{% else %}…{% endif %}", "also unless and case"],
  ["{% for tag in details.tags %}…{% endfor %}", "at most 1,000 turns in all"],
  ["{% assign host = details.host %}", "also capture, comment and raw"],
];

/** What may stand in a template. A press inserts a variable where the cursor is; `insert` is null to read only. */
export function TemplateHelp({ insert }: { insert: ((text: string) => void) | null }) {
  return (
    <div className="flex flex-col gap-3 text-sm">
      <ul className="flex flex-wrap gap-1.5">
        {PAYLOAD_KEYS.map((name) => (
          <li key={name}>
            <Variable name={name} insert={insert} />
          </li>
        ))}
      </ul>
      <dl className="flex flex-col gap-1.5">
        {OTHERS.map(([name, means]) => (
          <div key={name} className="flex flex-wrap items-center gap-x-2">
            <dt>
              <Variable name={name} insert={insert} />
            </dt>
            <dd className="text-muted">{means}</dd>
          </div>
        ))}
        {WRITING.map(([code, means]) => (
          <div key={code} className="flex flex-wrap items-baseline gap-x-2">
            <dt>
              <code className="font-mono">{code}</code>
            </dt>
            <dd className="text-muted">{means}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

function Variable({ name, insert }: { name: string; insert: ((text: string) => void) | null }) {
  if (insert === null) return <code className="font-mono">{name}</code>;
  return (
    <button
      type="button"
      aria-label={`Insert ${name}`}
      onClick={() => insert(`{{ ${name} }}`)}
      className="inline-flex min-h-6 items-center rounded-sm border bg-sunken px-1.5 font-mono text-sm hover:bg-hover pointer-coarse:min-h-11 pointer-coarse:px-3"
    >
      {name}
    </button>
  );
}
