const PATIENCE_MS = 5_000;

/**
 * Call before a row of a DataTable is removed or loses its menu. Once that has happened, the focus moves to the
 * next row, else to the one before, else to the page's title, so that keyboard users keep their place.
 */
export function focusNextRow(rowId: string): void {
  const row = findRow(rowId);
  if (!row) return;
  const hadMenu = hasMenu(row);
  const neighbour = row.nextElementSibling ?? row.previousElementSibling;
  const neighbourId = neighbour?.getAttribute("data-row-id");
  const observer = new MutationObserver(() => {
    const present = findRow(rowId);
    if (present && (hasMenu(present) || !hadMenu)) return;
    stop();
    focusRow(neighbourId ?? null);
  });
  const timer = setTimeout(() => observer.disconnect(), PATIENCE_MS);
  const stop = () => {
    clearTimeout(timer);
    observer.disconnect();
  };
  observer.observe(document.body, { childList: true, subtree: true });
}

function findRow(rowId: string): Element | null {
  return document.querySelector(`tr[data-row-id="${CSS.escape(rowId)}"]`);
}

const hasMenu = (row: Element): boolean => row.querySelector(".list-menu button") !== null;

function focusRow(rowId: string | null): void {
  const row = rowId === null ? null : findRow(rowId);
  const target =
    row?.querySelector<HTMLElement>("a[href], button") ?? document.querySelector<HTMLElement>("h1");
  target?.focus();
}
