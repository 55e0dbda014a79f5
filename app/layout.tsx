import type { Metadata, Viewport } from "next";
import { headers } from "next/headers";
import type { ReactNode } from "react";
import { KeepTheme } from "#components/ui/keep-theme.tsx";
import { THEME_SCRIPT } from "#components/ui/theme-script.ts";
import { NONCE_HEADER } from "#lib/web/http/security-headers.ts";
import "./globals.css";

export const metadata: Metadata = {
  title: { default: "Tocsin", template: "%s · Tocsin" },
  description: "Alerts in, webhooks out.",
  robots: { index: false, follow: false },
};

export const viewport: Viewport = {
  colorScheme: "light dark",
  // --canvas of globals.css, so that the title bar of the installed app has the page's colour.
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#f8fafc" },
    { media: "(prefers-color-scheme: dark)", color: "#0b111b" },
  ],
};

/** Reads the nonce of the answer, so every page below is rendered per request. */
export default async function RootLayout({ children }: { children: ReactNode }) {
  const nonce = (await headers()).get(NONCE_HEADER) ?? undefined;
  return (
    // The theme script sets data-theme before React hydrates.
    <html lang="en" suppressHydrationWarning>
      <head>
        {/* biome-ignore lint/security/noDangerouslySetInnerHtml: our own constant, which must run before the first paint */}
        <script nonce={nonce} dangerouslySetInnerHTML={{ __html: THEME_SCRIPT }} />
      </head>
      <body>
        {children}
        <KeepTheme />
      </body>
    </html>
  );
}
