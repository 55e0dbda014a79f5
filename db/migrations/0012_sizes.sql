CREATE TABLE `sizes` (
	`day` integer PRIMARY KEY NOT NULL,
	`database_bytes` integer NOT NULL,
	`free_bytes` integer NOT NULL
);
