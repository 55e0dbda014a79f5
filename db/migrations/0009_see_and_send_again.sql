CREATE TABLE `job_channels` (
	`channel_id` text NOT NULL,
	`job_seq` integer NOT NULL,
	`position` integer NOT NULL,
	`is_walked` integer NOT NULL,
	PRIMARY KEY(`channel_id`, `job_seq`)
);
--> statement-breakpoint
CREATE TABLE `own_states` (
	`kind` text NOT NULL,
	`thing` text NOT NULL,
	`lasts` integer NOT NULL,
	`since` integer NOT NULL,
	`told_at` integer,
	PRIMARY KEY(`kind`, `thing`)
);
--> statement-breakpoint
CREATE TABLE `rollups` (
	`span` integer NOT NULL,
	`at` integer NOT NULL,
	`channel_id` text NOT NULL,
	`delivered` integer NOT NULL,
	`failed` integer NOT NULL,
	`cancelled` integer NOT NULL,
	`failed_attempts` integer NOT NULL,
	`latency_0` integer NOT NULL,
	`latency_1` integer NOT NULL,
	`latency_2` integer NOT NULL,
	`latency_3` integer NOT NULL,
	`latency_4` integer NOT NULL,
	`latency_5` integer NOT NULL,
	`latency_6` integer NOT NULL,
	`latency_7` integer NOT NULL,
	`latency_8` integer NOT NULL,
	`latency_9` integer NOT NULL,
	`latency_10` integer NOT NULL,
	`latency_11` integer NOT NULL,
	`latency_12` integer NOT NULL,
	`latency_13` integer NOT NULL,
	`latency_14` integer NOT NULL,
	`latency_15` integer NOT NULL,
	`latency_16` integer NOT NULL,
	`latency_17` integer NOT NULL,
	`latency_18` integer NOT NULL,
	`latency_19` integer NOT NULL,
	`latency_20` integer NOT NULL,
	`latency_21` integer NOT NULL,
	`latency_22` integer NOT NULL,
	`latency_23` integer NOT NULL,
	`latency_24` integer NOT NULL,
	PRIMARY KEY(`span`, `at`, `channel_id`)
);
--> statement-breakpoint
ALTER TABLE `events` ADD `request_id` text;--> statement-breakpoint
ALTER TABLE `channels` ADD `auto_disable` integer DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE `channels` ADD `only_failures_since` integer;--> statement-breakpoint
ALTER TABLE `channels` ADD `oldest_expired_at` integer;--> statement-breakpoint
ALTER TABLE `attempts` ADD `timing` text;--> statement-breakpoint
ALTER TABLE `deliveries` ADD `job_seq` integer;--> statement-breakpoint
ALTER TABLE `deliveries` ADD `waits_since` integer;--> statement-breakpoint
ALTER TABLE `deliveries` ADD `timing` text;--> statement-breakpoint
ALTER TABLE `deliveries` ADD `last_outcome` text;--> statement-breakpoint
ALTER TABLE `deliveries` ADD `last_status` integer;--> statement-breakpoint
-- by hand, before the indexes: what later attempts came to stood in their own table alone
UPDATE `deliveries` SET `last_outcome` = `attempts`.`outcome`, `last_status` = `attempts`.`status`
FROM `attempts` WHERE `attempts`.`delivery_seq` = `deliveries`.`seq` AND `attempts`.`number` = `deliveries`.`attempts_made`;--> statement-breakpoint
-- by hand: when it was redelivered is not known, and what has waited for days must not expire at once
UPDATE `deliveries` SET `waits_since` = CAST(unixepoch('subsec') * 1000 AS INTEGER)
WHERE `state` = 'pending' AND `state` <> 'delivered'
  AND (`schedule_start` > 0 OR `created_at` < (unixepoch() - 6 * 86400) * 1000);--> statement-breakpoint
CREATE INDEX `deliveries_of_job` ON `deliveries` (`channel_id`,`job_seq`) WHERE "deliveries"."job_seq" IS NOT NULL;--> statement-breakpoint
CREATE INDEX `deliveries_given_up` ON `deliveries` (`state`,`seq`,`channel_id`,`test`,`reason`,`outcome`,`status`,`last_outcome`,`last_status`) WHERE "deliveries"."state" = 'failed' OR "deliveries"."state" = 'cancelled';--> statement-breakpoint
CREATE INDEX `deliveries_given_up_by_channel` ON `deliveries` (`channel_id`,`state`,`seq`,`test`,`reason`,`outcome`,`status`,`last_outcome`,`last_status`) WHERE "deliveries"."state" = 'failed' OR "deliveries"."state" = 'cancelled';--> statement-breakpoint
CREATE INDEX `deliveries_retried` ON `deliveries` (`seq`,`channel_id`,`test`,`reason`,`outcome`,`status`,`last_outcome`,`last_status`) WHERE "deliveries"."attempts_made" > 0 AND "deliveries"."state" = 'pending';--> statement-breakpoint
CREATE INDEX `deliveries_test` ON `deliveries` (`seq`) WHERE "deliveries"."test" = 1;
