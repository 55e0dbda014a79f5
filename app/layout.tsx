import type { Metadata, Viewport } from "next";
import type { ReactNode } from "react";
import { KeepTheme } from "#components/ui/keep-theme.tsx";
import { THEME_SCRIPT } from "#components/ui/theme-script.ts";
import "./globals.css";

export const metadata: Metadata = {
  title: { default: "Tocsin", template: "%s · Tocsin" },
  description: "Alerts in, webhooks out.",
  robots: { index: false, follow: false },
};

export const viewport: Viewport = {
  colorScheme: "light dark",
  // --canvas of globals.css: the bar of an installed app goes on from the page.
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#f8fafc" },
    { media: "(prefers-color-scheme: dark)", color: "#0b111b" },
  ],
};

export default function RootLayout({ children }: { children: ReactNode }) {
  return (
    // The theme script sets data-theme before React looks.
    <html lang="en" suppressHydrationWarning>
      <head>
        {/* biome-ignore lint/security/noDangerouslySetInnerHtml: a constant of ours, which must run before the first paint */}
        <script dangerouslySetInnerHTML={{ __html: THEME_SCRIPT }} />
      </head>
      <body>
        {children}
        <KeepTheme />
      </body>
    </html>
  );
}
