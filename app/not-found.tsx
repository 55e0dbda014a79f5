import type { Metadata } from "next";
import { buttonStyle } from "#components/ui/button-style.ts";
import { CardPage } from "#components/ui/card-page.tsx";
import { currentSession } from "#lib/web/auth/session.ts";
import ConsoleLayout from "./(console)/layout.tsx";
import ConsolePageNotFound from "./(console)/not-found.tsx";

export const metadata: Metadata = { title: "Page not found" };

/** A signed-in user keeps the navigation at any address. */
export default async function NotFound() {
  if ((await currentSession()) !== null)
    return (
      <ConsoleLayout>
        <ConsolePageNotFound />
      </ConsoleLayout>
    );
  return (
    <CardPage
      title="Page not found"
      description="There is nothing at this address: it may be mistyped, or what it showed was deleted."
    >
      {/* Not a Link: every page loads this page's code. */}
      <a href="/" className={buttonStyle({ variant: "primary" })}>
        Go to the console
      </a>
    </CardPage>
  );
}
