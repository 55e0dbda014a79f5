CREATE TABLE `job_channels` (
	`channel_id` text NOT NULL,
	`job_seq` integer NOT NULL,
	`position` integer NOT NULL,
	`is_walked` integer NOT NULL,
	PRIMARY KEY(`channel_id`, `job_seq`)
);
--> statement-breakpoint
ALTER TABLE `deliveries` ADD `job_seq` integer;--> statement-breakpoint
CREATE INDEX `deliveries_of_job` ON `deliveries` (`channel_id`,`job_seq`) WHERE "deliveries"."job_seq" IS NOT NULL;