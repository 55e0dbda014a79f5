ALTER TABLE `alerts` ADD `opened_seq` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `alerts` ADD `reached` text DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE `rules` ADD `follow_up` integer DEFAULT true NOT NULL;--> statement-breakpoint
-- by hand
UPDATE `alerts` SET `opened_seq` = coalesce((
  SELECT min(e.`seq`) FROM `events` e
  WHERE e.`alert_id` = `alerts`.`alert_id` AND e.`test` = 0 AND e.`seq` > coalesce((
    SELECT max(c.`seq`) FROM `events` c
    WHERE c.`alert_id` = `alerts`.`alert_id` AND c.`test` = 0
      AND c.`payload` ->> '$.status' IN ('Resolved', 'Auto-Resolved')
  ), 0)
), `last_event_seq`);--> statement-breakpoint
UPDATE `alerts` SET `reached` = (
  SELECT json_group_object(`channel_id`, `rule_id`) FROM (
    SELECT d.`channel_id`, d.`rule_id`, max(d.`event_seq`)
    FROM `events` e JOIN `deliveries` d ON d.`event_seq` = e.`seq`
    WHERE e.`alert_id` = `alerts`.`alert_id` AND e.`seq` >= `alerts`.`opened_seq`
      AND d.`test` = 0 AND d.`rule_id` IS NOT NULL AND (d.`state` <> 'cancelled' OR d.`attempts_made` > 0)
    GROUP BY d.`channel_id`
  )
)
WHERE `status` IN ('Open', 'Acknowledged');
