import { AlertNote } from "#components/ui/alert-note.tsx";

/** Above a list: the filters of its address that it does not know, as `readAddress` names them. */
export function IgnoredFilters({ ignored }: { ignored: readonly string[] }) {
  if (ignored.length === 0) return null;
  return (
    <AlertNote tone="warning">
      {`Not filtered by ${ignored.join(", ")}: Tocsin knows no such value. Choose one from the filters.`}
    </AlertNote>
  );
}
