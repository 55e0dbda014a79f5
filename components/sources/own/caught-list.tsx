import { alertPath } from "#components/paths.ts";
import { cn } from "#components/ui/cn.ts";
import { Link } from "#components/ui/link.tsx";
import { OutsideText } from "#components/ui/outside-text.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { Status } from "#components/ui/status.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import type { CaughtBody } from "#lib/domain/source/own/caught.ts";
import type { TriedBody } from "#lib/domain/source/own/trial.ts";

/** The section's place on the page. */
export const LAST_BODIES = "last-bodies";

/** A body that came in, without its content. */
export type CaughtRow = Pick<CaughtBody, "seq" | "receivedAt" | "keyName" | "became">;

type Props = {
  rows: readonly CaughtRow[];
  /** The body that is shown. */
  shown: number | undefined;
  /** The page with another body. */
  hrefOf: (seq: number) => string;
  /** What the expressions make of each now. */
  tried: readonly TriedBody[];
  now: number;
};

/** The last bodies, newest first: what became of each, and what the expressions would make of it now. */
export function CaughtList({ rows, shown, hrefOf, tried, now }: Props) {
  return (
    <ol className="flex flex-col divide-y rounded-md border">
      {rows.map((row) => (
        <li key={row.seq} className={cn("flex flex-col gap-1 px-3 py-2", row.seq === shown && "bg-sunken")}>
          <div className="flex flex-wrap items-center justify-between gap-x-3">
            <Link
              href={hrefOf(row.seq)}
              scroll={false}
              aria-current={row.seq === shown ? "true" : undefined}
              className="inline-flex min-h-6 items-center rounded-sm text-accent-text underline underline-offset-3 pointer-coarse:min-h-11"
            >
              <RelativeTime at={row.receivedAt} now={now} />
            </Link>
            {row.keyName !== null && (
              <span className="truncate text-muted text-sm">
                <OutsideText text={row.keyName} />
              </span>
            )}
          </div>
          <Became became={row.became} />
          <Now tried={tried.find(({ seq }) => seq === row.seq)} />
        </li>
      ))}
    </ol>
  );
}

/** How every refusal of a post begins. */
const NOTHING = /^Nothing was stored: /;
/** How the id of every alert of a source of one's own begins. */
const OWN_PREFIX = /^src_[0-9a-f-]{36}:/;
/** Ids of alerts that are shown as links. */
const LINKS = 3;

function Became({ became: { status, message, alertIds } }: Pick<CaughtRow, "became">) {
  if (status !== 202)
    return (
      <Status tone="warning" className="items-baseline! whitespace-normal! text-sm">
        <span>
          Refused ({status}): <OutsideText text={(message ?? "no reason was kept").replace(NOTHING, "")} />
        </span>
      </Status>
    );
  const more = alertIds.length - LINKS;
  return (
    <Status tone="success" className="items-baseline! whitespace-normal! text-sm">
      <span className="wrap-anywhere">
        {alertIds.length === 1 ? "An alert: " : `${alertIds.length} alerts: `}
        {alertIds.slice(0, LINKS).map((id, index) => (
          <span key={id}>
            {index > 0 && ", "}
            <TextLink href={alertPath(id)}>
              <OutsideText text={id.replace(OWN_PREFIX, "")} />
            </TextLink>
          </span>
        ))}
        {more > 0 && ` and ${more} more`}
      </span>
    </Status>
  );
}

/** What the expressions on the page would make of it. */
function Now({ tried }: { tried: TriedBody | undefined }) {
  if (tried === undefined) return null;
  const [issue] = tried.issues;
  if (issue === undefined)
    return (
      <p className="text-muted text-sm">Now: {tried.total === 1 ? "an alert" : `${tried.total} alerts`}</p>
    );
  return (
    <p className="wrap-anywhere text-sm text-warning-text">
      Now refused: <OutsideText text={inWords(issue)} />
    </p>
  );
}

/** An issue with its place, such as `[2].priority`. */
export const inWords = ({ path, message }: TriedBody["issues"][number]): string =>
  path === "" ? message : `${path}: ${message}`;
