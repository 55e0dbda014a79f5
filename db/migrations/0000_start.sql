CREATE TABLE `alert_facets` (
	`field` text NOT NULL,
	`value` text NOT NULL,
	PRIMARY KEY(`field`, `value`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `alert_search_rows` (
	`event_seq` integer PRIMARY KEY NOT NULL,
	`alert_seq` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `alert_search_rows_alertSeq_unique` ON `alert_search_rows` (`alert_seq`);--> statement-breakpoint
CREATE TABLE `alerts` (
	`seq` integer PRIMARY KEY NOT NULL,
	`alert_id` text NOT NULL,
	`title` text NOT NULL,
	`status` text NOT NULL,
	`priority` text NOT NULL,
	`category` text,
	`source_name` text,
	`occurrences` integer NOT NULL,
	`first_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`last_event_seq` integer NOT NULL,
	`auto_resolve_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `alerts_alertId_unique` ON `alerts` (`alert_id`);--> statement-breakpoint
CREATE INDEX `alerts_updated` ON `alerts` (`last_event_seq`);--> statement-breakpoint
CREATE INDEX `alerts_listed` ON `alerts` (`status`,`priority`,`last_event_seq`);--> statement-breakpoint
CREATE INDEX `alerts_auto_resolve` ON `alerts` (`auto_resolve_at`) WHERE "alerts"."auto_resolve_at" IS NOT NULL;--> statement-breakpoint
CREATE TABLE `events` (
	`seq` integer PRIMARY KEY NOT NULL,
	`id` text NOT NULL,
	`alert_id` text NOT NULL,
	`payload` text NOT NULL,
	`details` text,
	`api_key_id` text,
	`remark` text,
	`test` integer NOT NULL,
	`received_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `events_id_unique` ON `events` (`id`);--> statement-breakpoint
CREATE INDEX `events_alert` ON `events` (`alert_id`,`seq`);--> statement-breakpoint
CREATE TABLE `idempotency_keys` (
	`api_key_id` text NOT NULL,
	`key` text NOT NULL,
	`content_hash` blob NOT NULL,
	`event_id` text NOT NULL,
	`alert_id` text NOT NULL,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`api_key_id`, `key`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `idempotency_keys_age` ON `idempotency_keys` (`created_at`);--> statement-breakpoint
CREATE TABLE `not_sent` (
	`event_seq` integer NOT NULL,
	`channel_id` text NOT NULL,
	`reason` text NOT NULL,
	`message` text NOT NULL,
	PRIMARY KEY(`event_seq`, `channel_id`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `audit` (
	`seq` integer PRIMARY KEY NOT NULL,
	`at` integer NOT NULL,
	`actor_kind` text NOT NULL,
	`actor_id` text,
	`actor_name` text NOT NULL,
	`action` text NOT NULL,
	`target_id` text,
	`target_name` text,
	`details` text
);
--> statement-breakpoint
CREATE TABLE `installation` (
	`name` text PRIMARY KEY NOT NULL,
	`value` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `channel_secrets` (
	`channel_id` text NOT NULL,
	`name` text NOT NULL,
	`sealed` blob NOT NULL,
	PRIMARY KEY(`channel_id`, `name`),
	FOREIGN KEY (`channel_id`) REFERENCES `channels`(`id`) ON UPDATE no action ON DELETE no action
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `channels` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`name_key` text NOT NULL,
	`enabled` integer NOT NULL,
	`disabled_reason` text,
	`url` text NOT NULL,
	`verify_ssl` integer NOT NULL,
	`url_secrets` text NOT NULL,
	`auth` text NOT NULL,
	`headers` text NOT NULL,
	`retry_schedule` text NOT NULL,
	`max_in_flight` integer NOT NULL,
	`certificates` text NOT NULL,
	`previous_secret_until` integer,
	`failing_since` integer,
	`version` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`deleted_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `channels_name` ON `channels` (`name_key`) WHERE "channels"."deleted_at" IS NULL;--> statement-breakpoint
CREATE TABLE `attempts` (
	`delivery_seq` integer NOT NULL,
	`number` integer NOT NULL,
	`started_at` integer NOT NULL,
	`duration_ms` integer NOT NULL,
	`outcome` text NOT NULL,
	`status` integer,
	`request` text NOT NULL,
	`response` text,
	`message` text NOT NULL,
	PRIMARY KEY(`delivery_seq`, `number`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `deliveries` (
	`seq` integer PRIMARY KEY NOT NULL,
	`id` text NOT NULL,
	`event_seq` integer NOT NULL,
	`alert_id` text NOT NULL,
	`channel_id` text NOT NULL,
	`position` integer NOT NULL,
	`state` text NOT NULL,
	`reason` text,
	`test` integer NOT NULL,
	`rule_id` text,
	`priority` text,
	`attempts_made` integer NOT NULL,
	`schedule_start` integer NOT NULL,
	`next_attempt_at` integer,
	`created_at` integer NOT NULL,
	`finished_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `deliveries_id_unique` ON `deliveries` (`id`);--> statement-breakpoint
CREATE INDEX `deliveries_due` ON `deliveries` (`channel_id`,`next_attempt_at`) WHERE "deliveries"."state" = 'pending' AND "deliveries"."next_attempt_at" IS NOT NULL;--> statement-breakpoint
CREATE INDEX `deliveries_line` ON `deliveries` (`channel_id`,`alert_id`,`position`) WHERE "deliveries"."state" = 'pending';--> statement-breakpoint
CREATE INDEX `deliveries_state` ON `deliveries` (`state`,`seq`) WHERE "deliveries"."state" <> 'delivered';--> statement-breakpoint
CREATE INDEX `deliveries_event` ON `deliveries` (`event_seq`);--> statement-breakpoint
CREATE INDEX `deliveries_channel` ON `deliveries` (`channel_id`,`seq`);--> statement-breakpoint
CREATE TABLE `api_keys` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`hint` text NOT NULL,
	`hash` blob NOT NULL,
	`scopes` text NOT NULL,
	`created_at` integer NOT NULL,
	`last_used_at` integer,
	`revoked_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `api_keys_hash_unique` ON `api_keys` (`hash`);--> statement-breakpoint
CREATE TABLE `sessions` (
	`id` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `sessions_user` ON `sessions` (`user_id`);--> statement-breakpoint
CREATE INDEX `sessions_expiry` ON `sessions` (`expires_at`);--> statement-breakpoint
CREATE TABLE `users` (
	`id` text PRIMARY KEY NOT NULL,
	`email` text NOT NULL,
	`email_key` text NOT NULL,
	`name` text NOT NULL,
	`role` text NOT NULL,
	`password_hash` text NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `users_emailKey_unique` ON `users` (`email_key`);--> statement-breakpoint
CREATE TABLE `access_request_events` (
	`channel_id` text NOT NULL,
	`event` text NOT NULL,
	PRIMARY KEY(`channel_id`, `event`),
	FOREIGN KEY (`channel_id`) REFERENCES `channels`(`id`) ON UPDATE no action ON DELETE no action
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `rules` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`description` text,
	`enabled` integer NOT NULL,
	`events` text NOT NULL,
	`filters` text NOT NULL,
	`expression` text,
	`set_priority` text,
	`statuses` text NOT NULL,
	`only_on_change` integer NOT NULL,
	`auto_resolve_minutes` integer,
	`channels` text NOT NULL,
	`disabled_reason` text,
	`last_error` text,
	`last_error_at` integer,
	`version` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `seen_events` (
	`di_event` text PRIMARY KEY NOT NULL,
	`first_seen_at` integer NOT NULL
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `tallies` (
	`name` text NOT NULL,
	`key` text NOT NULL,
	`hour` integer NOT NULL,
	`count` integer NOT NULL,
	PRIMARY KEY(`name`, `key`, `hour`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE VIRTUAL TABLE `alert_search` USING fts5(`terms`, content='', contentless_delete=1, detail=none, tokenize='ascii');--> statement-breakpoint
INSERT INTO `alert_search` (`alert_search`, `rank`) VALUES ('automerge', 0);--> statement-breakpoint
INSERT INTO `alert_search` (`alert_search`, `rank`) VALUES ('crisismerge', 1000);