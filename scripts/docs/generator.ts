/** A page of the docs: its path from the root of the repository, and its Markdown. */
type Page = { path: string; text: string };

/** What makes a folder of pages that describe one kind of thing. */
export type Generator = {
  /** From the root of the repository, such as `docs/formats`. It holds these pages alone. */
  folder: string;
  pages(): Page[];
  /** The table of the same things, with links to their pages. */
  table: Part;
};

/** A part of a page that people write otherwise. It stands between two comments that bear its name. */
export type Part = {
  /** The page's path from the root of the repository. */
  page: string;
  name: string;
  text(): string;
};
