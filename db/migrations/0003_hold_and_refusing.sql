ALTER TABLE `channels` ADD `refusing_since` integer;--> statement-breakpoint
ALTER TABLE `channels` ADD `refusal` text;--> statement-breakpoint
ALTER TABLE `channels` ADD `held_until` integer;