import type { MetadataRoute } from "next";

/** The light theme's --canvas and --accent in globals.css. A manifest has only one of each. */
const CANVAS = "#f8fafc";
const ACCENT = "#0f766e";

/** Lets a browser install Tocsin as an app. It needs no session, because browsers fetch it without one. */
export default function manifest(): MetadataRoute.Manifest {
  return {
    id: "/",
    name: "Tocsin",
    short_name: "Tocsin",
    description: "Alerts in, webhooks out.",
    start_url: "/",
    scope: "/",
    display: "standalone",
    background_color: CANVAS,
    theme_color: ACCENT,
    icons: [
      { src: "/icon.svg", type: "image/svg+xml", sizes: "any", purpose: "any" },
      { src: "/icon-192.png", type: "image/png", sizes: "192x192", purpose: "any" },
      { src: "/icon-512.png", type: "image/png", sizes: "512x512", purpose: "any" },
      { src: "/icon-maskable-512.png", type: "image/png", sizes: "512x512", purpose: "maskable" },
    ],
  };
}
