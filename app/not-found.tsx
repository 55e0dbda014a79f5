import type { Metadata } from "next";
import { buttonStyle } from "#components/ui/button-style.ts";
import { CardPage } from "#components/ui/card-page.tsx";

export const metadata: Metadata = { title: "Page not found" };

export default function NotFound() {
  return (
    <CardPage
      title="Page not found"
      description="There is nothing at this address: it may be mistyped, or what it showed was deleted."
    >
      {/* Not a Link: every page loads this one's scripts. */}
      <a href="/" className={buttonStyle({ variant: "primary" })}>
        Go to the console
      </a>
    </CardPage>
  );
}
