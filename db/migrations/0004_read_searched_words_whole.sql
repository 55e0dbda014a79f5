DROP TABLE `alert_facets`;--> statement-breakpoint
CREATE INDEX `alerts_by_category` ON `alerts` (`category`,`status`,`priority`,`last_event_seq`) WHERE "alerts"."category" IS NOT NULL;--> statement-breakpoint
CREATE INDEX `alerts_by_source` ON `alerts` (`source_name`,`status`,`priority`,`last_event_seq`) WHERE "alerts"."source_name" IS NOT NULL;--> statement-breakpoint
-- by hand
DELETE FROM `alert_search_rows`;--> statement-breakpoint
DROP TABLE `alert_search`;--> statement-breakpoint
CREATE VIRTUAL TABLE `alert_search` USING fts5(`terms`, content='', contentless_delete=1, detail=none, tokenize='ascii');--> statement-breakpoint
INSERT INTO `alert_search` (`alert_search`, `rank`) VALUES ('automerge', 0);--> statement-breakpoint
INSERT INTO `alert_search` (`alert_search`, `rank`) VALUES ('crisismerge', 1000);
