CREATE TABLE `jobs` (
	`seq` integer PRIMARY KEY NOT NULL,
	`id` text NOT NULL,
	`work` text NOT NULL,
	`state` text NOT NULL,
	`actor_kind` text NOT NULL,
	`actor_id` text NOT NULL,
	`position` integer,
	`done` integer NOT NULL,
	`failed` integer NOT NULL,
	`newer` integer NOT NULL,
	`total` integer NOT NULL,
	`started_at` integer NOT NULL,
	`finished_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `jobs_id_unique` ON `jobs` (`id`);--> statement-breakpoint
CREATE INDEX `jobs_running` ON `jobs` (`seq`) WHERE "jobs"."state" = 'running';--> statement-breakpoint
CREATE INDEX `jobs_finished` ON `jobs` (`finished_at`) WHERE "jobs"."finished_at" IS NOT NULL;--> statement-breakpoint
-- by hand
INSERT OR IGNORE INTO `installation` (`name`, `value`) VALUES ('epoch', lower(hex(randomblob(32))));
