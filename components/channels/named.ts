const list = new Intl.ListFormat("en", { type: "conjunction" });

/** "Jira", "Jira and Slack", "Jira, Slack, and Pager". */
export const named = (names: readonly string[]): string => list.format(names);
