import { type Untold, UntoldNotice } from "./untold-notice.tsx";

/** The lines above every page. */
export function Notices({ untold }: { untold: Untold }) {
  return (
    <>
      <UntoldNotice untold={untold} />
      <noscript>
        <p className="border-b bg-sunken px-4 py-2 md:px-6">
          Without JavaScript you can read everything here; changing something needs it.
        </p>
      </noscript>
    </>
  );
}
