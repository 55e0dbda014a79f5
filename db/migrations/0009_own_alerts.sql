CREATE TABLE `own_states` (
	`kind` text NOT NULL,
	`thing` text NOT NULL,
	`lasts` integer NOT NULL,
	`since` integer NOT NULL,
	`told_at` integer,
	PRIMARY KEY(`kind`, `thing`)
);
--> statement-breakpoint
ALTER TABLE `channels` ADD `auto_disable` integer DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE `channels` ADD `only_failures_since` integer;