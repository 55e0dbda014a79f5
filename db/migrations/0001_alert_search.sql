CREATE TABLE `alert_facets` (
	`field` text NOT NULL,
	`value` text NOT NULL,
	PRIMARY KEY(`field`, `value`)
);
--> statement-breakpoint
CREATE TABLE `alert_search_rows` (
	`event_seq` integer PRIMARY KEY NOT NULL,
	`alert_seq` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `alert_search_rows_alertSeq_unique` ON `alert_search_rows` (`alert_seq`);--> statement-breakpoint
CREATE VIRTUAL TABLE `alert_search` USING fts5(`terms`, content='', contentless_delete=1, detail=none, tokenize='ascii');--> statement-breakpoint
INSERT INTO `alert_search` (`alert_search`, `rank`) VALUES ('automerge', 0);--> statement-breakpoint
INSERT INTO `alert_search` (`alert_search`, `rank`) VALUES ('crisismerge', 1000);
