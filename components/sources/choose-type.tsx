import { ChevronRight } from "lucide-react";
import type { ReactNode } from "react";
import { addSourcePath, NEW_SOURCE } from "#components/paths.ts";
import { Link } from "#components/ui/link.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { NATIVE } from "#lib/domain/source/sender-view.ts";
import { SOURCE_TYPES } from "#lib/domain/source/source.ts";
import { type DescribedType, descriptionOf } from "./described.ts";

/** What posts the alerts: the first step of adding a source. */
export function ChooseType() {
  return (
    <div className="flex flex-col gap-5">
      <PageHeader
        title="Add source"
        description="Choose what posts the alerts. Tocsin reads its own format, so nothing needs to be converted."
      />
      <Group title="Programs and services">
        {SOURCE_TYPES.map((type) => (
          <TypeCard key={type} type={type} />
        ))}
      </Group>
      <Group title="Anything else">
        <TypeCard type={NATIVE} />
        <Card
          href={NEW_SOURCE}
          label="Any JSON"
          summary="Another format: say with an expression per field how it becomes an alert."
        />
      </Group>
    </div>
  );
}

function Group({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="flex flex-col gap-2">
      <h2 className="font-semibold">{title}</h2>
      <ul className="grid gap-3 sm:grid-cols-2 wide:grid-cols-3">{children}</ul>
    </section>
  );
}

function TypeCard({ type }: { type: DescribedType }) {
  const { label, summary } = descriptionOf(type);
  return <Card href={addSourcePath(type)} label={label} summary={summary} />;
}

function Card({ href, label, summary }: { href: string; label: string; summary: string }) {
  return (
    <li>
      <Link
        href={href}
        className="group flex h-full items-center gap-3 rounded-lg border bg-surface px-4 py-3 hover:bg-hover"
      >
        <span className="min-w-0 flex-1">
          <span className="block font-medium">{label}</span>
          <span className="block text-muted text-sm">{summary}</span>
        </span>
        <ChevronRight aria-hidden className="size-4 shrink-0 text-muted" />
      </Link>
    </li>
  );
}
