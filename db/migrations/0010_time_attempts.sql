ALTER TABLE `attempts` ADD `timing` text;--> statement-breakpoint
ALTER TABLE `deliveries` ADD `timing` text;