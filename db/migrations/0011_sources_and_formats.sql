CREATE TABLE `attempt_bodies` (
	`delivery_seq` integer NOT NULL,
	`number` integer NOT NULL,
	`body` text NOT NULL,
	PRIMARY KEY(`delivery_seq`, `number`)
);
--> statement-breakpoint
CREATE TABLE `caught_bodies` (
	`seq` integer PRIMARY KEY NOT NULL,
	`source_id` text NOT NULL,
	`api_key_id` text NOT NULL,
	`received_at` integer NOT NULL,
	`sealed` blob NOT NULL,
	`became` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `caught_bodies_source` ON `caught_bodies` (`source_id`,`seq`);--> statement-breakpoint
CREATE INDEX `caught_bodies_age` ON `caught_bodies` (`received_at`);--> statement-breakpoint
CREATE TABLE `sender_hours` (
	`source` text NOT NULL,
	`api_key_id` text NOT NULL,
	`hour` integer NOT NULL,
	`posts` integer NOT NULL,
	`alerts` integer NOT NULL,
	`refused` integer NOT NULL,
	PRIMARY KEY(`source`, `api_key_id`, `hour`)
);
--> statement-breakpoint
CREATE INDEX `sender_hours_age` ON `sender_hours` (`hour`);--> statement-breakpoint
CREATE TABLE `senders` (
	`source` text NOT NULL,
	`api_key_id` text NOT NULL,
	`last_received_at` integer,
	`last_alert_id` text,
	`last_refused_at` integer,
	`last_refusal` text,
	PRIMARY KEY(`source`, `api_key_id`)
);
--> statement-breakpoint
CREATE TABLE `sns_subscriptions` (
	`id` text PRIMARY KEY NOT NULL,
	`topic_arn` text NOT NULL,
	`api_key_id` text NOT NULL,
	`sealed_url` blob,
	`requested_at` integer NOT NULL,
	`confirmed_at` integer,
	`last_answer` text
);
--> statement-breakpoint
CREATE TABLE `source_secrets` (
	`source_id` text NOT NULL,
	`name` text NOT NULL,
	`sealed` blob NOT NULL,
	PRIMARY KEY(`source_id`, `name`)
);
--> statement-breakpoint
CREATE TABLE `sources` (
	`id` text PRIMARY KEY NOT NULL,
	`type` text NOT NULL,
	`name` text NOT NULL,
	`name_key` text NOT NULL,
	`settings` text NOT NULL,
	`version` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `sources_nameKey_unique` ON `sources` (`name_key`);--> statement-breakpoint
ALTER TABLE `alerts` ADD `seen_at` integer;--> statement-breakpoint
ALTER TABLE `alerts` ADD `ends_at` integer;--> statement-breakpoint
CREATE INDEX `alerts_ends` ON `alerts` (`ends_at`) WHERE "alerts"."ends_at" IS NOT NULL;--> statement-breakpoint
ALTER TABLE `channels` ADD `format` text DEFAULT '{"type":"alert","fields":{},"secrets":[]}' NOT NULL;--> statement-breakpoint
ALTER TABLE `api_keys` ADD `off_since` integer;--> statement-breakpoint
ALTER TABLE `deliveries` ADD `held` integer;--> statement-breakpoint
CREATE INDEX `deliveries_held` ON `deliveries` (`seq`) WHERE "deliveries"."held" = 1 AND "deliveries"."state" = 'pending';--> statement-breakpoint
-- By hand: the name of the only format so far becomes a format with its fields.
UPDATE `channel_versions` SET `format` = '{"type":"alert","fields":{},"secrets":[]}';
