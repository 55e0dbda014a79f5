-- by hand
UPDATE `audit` SET `action` = 'users.set-up' WHERE `action` = 'user.create' AND `actor_kind` = 'nobody';--> statement-breakpoint
UPDATE `audit` SET `action` = CASE `action`
  WHEN 'alert.set-status' THEN 'alerts.set-status'
  WHEN 'alert.set-status-of-many' THEN 'alerts.set-status-of-many'
  WHEN 'channel.create' THEN 'channels.create'
  WHEN 'channel.update' THEN 'channels.update'
  WHEN 'channel.delete' THEN 'channels.delete'
  WHEN 'channel.test' THEN 'channels.test'
  WHEN 'channel.rotate_signing_secret' THEN 'channels.rotate-signing-secret'
  WHEN 'channel.trust_certificate' THEN 'channels.trust-certificate'
  WHEN 'rule.create' THEN 'rules.create'
  WHEN 'rule.update' THEN 'rules.update'
  WHEN 'rule.delete' THEN 'rules.delete'
  WHEN 'delivery.redeliver' THEN 'deliveries.redeliver'
  WHEN 'api_key.create' THEN 'api-keys.create'
  WHEN 'api_key.revoke' THEN 'api-keys.revoke'
  WHEN 'user.create' THEN 'users.create'
  WHEN 'user.sign_in' THEN 'users.sign-in'
  WHEN 'user.reset_password' THEN 'users.reset-password'
  ELSE `action`
END;
