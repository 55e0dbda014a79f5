CREATE TABLE `mutes` (
	`id` text PRIMARY KEY NOT NULL,
	`channel_id` text,
	`rule_id` text,
	`alert_id` text,
	`filters` text,
	`until` integer NOT NULL,
	`remark` text,
	`created_by` text NOT NULL,
	`created_at` integer NOT NULL,
	`ended_by` text
);
--> statement-breakpoint
CREATE INDEX `mutes_until` ON `mutes` (`until`);