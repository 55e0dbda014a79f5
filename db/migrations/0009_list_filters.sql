ALTER TABLE `deliveries` ADD `last_outcome` text;--> statement-breakpoint
ALTER TABLE `deliveries` ADD `last_status` integer;--> statement-breakpoint
CREATE INDEX `deliveries_given_up` ON `deliveries` (`state`,`seq`,`channel_id`,`test`,`reason`,`outcome`,`status`,`last_outcome`,`last_status`) WHERE "deliveries"."state" = 'failed' OR "deliveries"."state" = 'cancelled';--> statement-breakpoint
CREATE INDEX `deliveries_given_up_by_channel` ON `deliveries` (`channel_id`,`state`,`seq`,`test`,`reason`,`outcome`,`status`,`last_outcome`,`last_status`) WHERE "deliveries"."state" = 'failed' OR "deliveries"."state" = 'cancelled';--> statement-breakpoint
CREATE INDEX `deliveries_retried` ON `deliveries` (`seq`,`channel_id`,`test`,`reason`,`outcome`,`status`,`last_outcome`,`last_status`) WHERE "deliveries"."attempts_made" > 0 AND "deliveries"."state" = 'pending';--> statement-breakpoint
CREATE INDEX `deliveries_test` ON `deliveries` (`seq`) WHERE "deliveries"."test" = 1;--> statement-breakpoint
-- by hand: what later attempts came to stood in their own table alone
UPDATE `deliveries` SET `last_outcome` = `attempts`.`outcome`, `last_status` = `attempts`.`status`
FROM `attempts` WHERE `attempts`.`delivery_seq` = `deliveries`.`seq` AND `attempts`.`number` = `deliveries`.`attempts_made`;
