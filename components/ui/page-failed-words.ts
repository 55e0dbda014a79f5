/** The words shown in place of a failed page, inside and outside the console. */
export const PAGE_FAILED = {
  title: "This page could not be loaded",
  description:
    "The server met an error while it made this page. Try again; if it fails again, look into the server's log.",
};
