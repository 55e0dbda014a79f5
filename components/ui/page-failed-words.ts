/** What stands in place of a page that failed, inside the console and outside. */
export const PAGE_FAILED = {
  title: "This page could not be loaded",
  description:
    "The server met an error while it made this page. Try again; if it stays, look into the server's log.",
};
