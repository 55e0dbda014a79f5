export const backdropStyle =
  "fixed inset-0 z-40 bg-backdrop transition-opacity duration-150 data-ending-style:opacity-0 data-starting-style:opacity-0";
export const viewportStyle =
  "fixed inset-0 z-40 flex items-center justify-center sm:p-6 [&>*]:pointer-events-auto";
export const dialogStyle =
  "flex max-h-full w-full flex-col overflow-hidden rounded-lg border bg-raised text-ink shadow-dialog outline-none transition-[opacity,scale] duration-150 data-ending-style:scale-[0.98] data-starting-style:scale-[0.98] data-ending-style:opacity-0 data-starting-style:opacity-0";
export const dialogFooterStyle = "flex flex-wrap items-center justify-end gap-2 border-t px-5 py-3";
