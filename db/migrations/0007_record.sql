CREATE TABLE `boots` (
	`number` integer PRIMARY KEY NOT NULL,
	`value` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `boots_value_unique` ON `boots` (`value`);--> statement-breakpoint
-- by hand, because a copy of the tables could take minutes
ALTER TABLE `events` ADD `boot` integer;--> statement-breakpoint
ALTER TABLE `events` ALTER COLUMN `id` DROP NOT NULL;--> statement-breakpoint
DROP INDEX `events_id_unique`;--> statement-breakpoint
CREATE UNIQUE INDEX `events_text_id` ON `events` (`id`) WHERE "events"."id" IS NOT NULL;--> statement-breakpoint
ALTER TABLE `deliveries` ADD `boot` integer;--> statement-breakpoint
ALTER TABLE `deliveries` ALTER COLUMN `id` DROP NOT NULL;--> statement-breakpoint
DROP INDEX `deliveries_id_unique`;--> statement-breakpoint
CREATE UNIQUE INDEX `deliveries_text_id` ON `deliveries` (`id`) WHERE "deliveries"."id" IS NOT NULL;
