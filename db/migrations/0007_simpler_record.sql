CREATE TABLE `boots` (
	`number` integer PRIMARY KEY NOT NULL,
	`value` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `boots_value_unique` ON `boots` (`value`);--> statement-breakpoint
CREATE TABLE `channel_versions` (
	`channel_id` text NOT NULL,
	`version` integer NOT NULL,
	`url` text NOT NULL,
	`url_secrets` text NOT NULL,
	`auth` text NOT NULL,
	`headers` text NOT NULL,
	`format` text NOT NULL,
	PRIMARY KEY(`channel_id`, `version`)
) WITHOUT ROWID;
--> statement-breakpoint
-- by hand: drizzle-kit would copy each table whole, which takes minutes for a long history
ALTER TABLE `events` ADD `boot` integer;--> statement-breakpoint
ALTER TABLE `events` ALTER COLUMN `id` DROP NOT NULL;--> statement-breakpoint
DROP INDEX `events_id_unique`;--> statement-breakpoint
CREATE UNIQUE INDEX `events_text_id` ON `events` (`id`) WHERE "events"."id" IS NOT NULL;--> statement-breakpoint
ALTER TABLE `deliveries` ADD `boot` integer;--> statement-breakpoint
ALTER TABLE `deliveries` ALTER COLUMN `id` DROP NOT NULL;--> statement-breakpoint
DROP INDEX `deliveries_id_unique`;--> statement-breakpoint
CREATE UNIQUE INDEX `deliveries_text_id` ON `deliveries` (`id`) WHERE "deliveries"."id" IS NOT NULL;--> statement-breakpoint
ALTER TABLE `deliveries` ADD `started_at` integer;--> statement-breakpoint
ALTER TABLE `deliveries` ADD `duration_ms` integer;--> statement-breakpoint
ALTER TABLE `deliveries` ADD `outcome` text;--> statement-breakpoint
ALTER TABLE `deliveries` ADD `status` integer;--> statement-breakpoint
ALTER TABLE `deliveries` ADD `response` text;--> statement-breakpoint
ALTER TABLE `deliveries` ADD `message` text;--> statement-breakpoint
ALTER TABLE `deliveries` ADD `channel_version` integer;--> statement-breakpoint
ALTER TABLE `deliveries` ADD `signature` text;--> statement-breakpoint
ALTER TABLE `attempts` ALTER COLUMN `request` DROP NOT NULL;--> statement-breakpoint
ALTER TABLE `attempts` ADD `channel_version` integer;--> statement-breakpoint
ALTER TABLE `attempts` ADD `signature` text;--> statement-breakpoint
INSERT INTO `channel_versions` (`channel_id`, `version`, `url`, `url_secrets`, `auth`, `headers`, `format`)
SELECT `id`, `version`, `url`, `url_secrets`, `auth`, `headers`, 'alert' FROM `channels`;--> statement-breakpoint
-- An attempt that ended after its delivery was cancelled was stored, but not counted: the next one of a redelivery had the same number and could never be stored.
UPDATE `deliveries` SET `attempts_made` = (SELECT max(`number`) FROM `attempts` WHERE `delivery_seq` = `deliveries`.`seq`)
WHERE `state` <> 'delivered' AND `state` IN ('cancelled', 'pending')
  AND EXISTS (SELECT 1 FROM `attempts` WHERE `delivery_seq` = `deliveries`.`seq` AND `number` > `deliveries`.`attempts_made`);--> statement-breakpoint
-- A kill amid a long discard could leave a line without a head.
UPDATE `deliveries` SET `next_attempt_at` = `created_at`
WHERE `state` = 'pending' AND `next_attempt_at` IS NULL AND NOT EXISTS (
  SELECT 1 FROM `deliveries` AS `other`
  WHERE `other`.`state` = 'pending' AND `other`.`channel_id` = `deliveries`.`channel_id`
    AND `other`.`alert_id` = `deliveries`.`alert_id`
    AND (`other`.`next_attempt_at` IS NOT NULL OR `other`.`position` < `deliveries`.`position`));
