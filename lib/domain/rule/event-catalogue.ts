import { isAccessRequestEvent } from "./access-request.ts";

/** The `di_event`s that known sources send, by area. */
export type EventGroup = { label: string; events: readonly string[] };

const group = (label: string, names: string): EventGroup => ({ label, events: names.trim().split(/\s+/) });

/** The events that a rule can pick. It leaves out those of Access Requests, which no rule routes. */
export const EVENT_CATALOGUE: readonly EventGroup[] = [
  group(
    "Directory objects",
    `
    application_create application_delete application_update association_change group_create group_delete
    group_update integrationattribute_include integrationattribute_exclude invoice_download
    notification_delete organization_create organization_update system_create system_delete system_update
    radiusserver_create radiusserver_delete radiusserver_update user_group_admin_grant
    user_group_admin_revoke
    `,
  ),
  group(
    "Users and admins",
    `
    admin_create admin_delete admin_login_attempt admin_password_reset_request admin_update
    admin_totp_start_enrollment admin_totp_finish_enrollment admin_totp_disable totp_start_enrollment
    totp_finish_enrollment totp_delete_enrollment user_create user_delete user_lockout user_login_attempt
    user_mfa_exclusion_expired user_password_expired user_password_reset_request user_password_warning_email
    user_update user_password_change user_activated user_activation_email user_password_set user_unlocked
    user_suspended user_unsuspended user_activation_schedule_create user_activation_schedule_delete
    user_suspension_schedule_create user_suspension_schedule_delete admin_password_change
    user_create_provision user_update_provision user_delete_provision user_admin_granted user_admin_revoked
    `,
  ),
  group(
    "Commands and policies",
    `
    command_create command_delete command_run command_update commandresult_delete file_create file_delete
    file_update policy_create policy_delete policy_update authnpolicy_create authnpolicy_delete
    authpolicy_update iplist_create iplist_delete iplist_update
    `,
  ),
  group(
    "Directory integrations",
    `
    activedirectory_create activedirectory_delete idsource_create idsource_delete idsource_update
    sambadomain_create sambadomain_delete sambadomain_update workday_create workday_delete workday_update
    integration_activate integration_deactivate gsuite_directory_create gsuite_directory_update
    gsuite_directory_delete o365_directory_create o365_directory_update o365_directory_delete
    integration_domain_add integration_domain_delete integration_default_domain_add
    integration_default_domain_update integration_default_domain_delete
    `,
  ),
  group(
    "Multi-Tenant Portal",
    `
    admin_unsuspend admin_lockout admin_suspended provider_update mtp_download_invoice msp_ticket_create
    connectwise_integration_create connectwise_integration_update connectwise_integration_delete
    connectwise_billing_mapping_create connectwise_billing_mapping_update connectwise_billing_mapping_delete
    connectwise_company_mapping_create connectwise_company_mapping_update connectwise_company_mapping_delete
    connectwise_settings_update autotask_integration_create autotask_integration_update
    autotask_integration_delete autotask_billing_mapping_create autotask_billing_mapping_update
    autotask_billing_mapping_delete autotask_company_mapping_create autotask_company_mapping_update
    autotask_company_mapping_delete autotask_settings_update syncro_integration_create
    syncro_integration_update syncro_integration_delete syncro_billing_mapping_create
    syncro_billing_mapping_update syncro_billing_mapping_delete syncro_company_mapping_create
    syncro_company_mapping_update syncro_company_mapping_delete syncro_settings_update
    `,
  ),
  group("RADIUS", "radius_auth"),
  group("SSO", "sso_auth"),
  group(
    "Systems",
    `
    login_attempt system_fde_key_update system_fde_key_decrypt os_minor_upgrade os_major_upgrade
    os_minor_rollback os_major_rollback remote_session_start remote_session_join remote_session_end
    remote_session_feedback google_emm_create google_emm_delete google_emm_patch device_command
    `,
  ),
  group(
    "Password Manager",
    `
    passwordmanager_enable passwordmanager_disable passwordmanager_user_enable passwordmanager_user_disable
    passwordmanager_user_activate passwordmanager_user_deactivate passwordmanager_user_reactivate
    passwordmanager_folder_create passwordmanager_folder_delete passwordmanager_folder_member_add
    passwordmanager_folder_member_update passwordmanager_folder_member_remove passwordmanager_item_add
    passwordmanager_item_update passwordmanager_item_remove passwordmanager_item_move
    passwordmanager_user_device_pair passwordmanager_user_device_unpair passwordmanager_user_signup
    passwordmanager_user_update passwordmanager_backup_create passwordmanager_backup_request
    passwordmanager_backup_key_create passwordmanager_backup_key_delete
    passwordmanager_backup_request_restore passwordmanager_backup_enable passwordmanager_backup_disable
    passwordmanager_backup_key_regenerate passwordmanager_backup_request_cancel
    passwordmanager_backup_request_reject passwordmanager_backup_request_approve
    passwordmanager_sharedfolders_policy_group_add passwordmanager_sharedfolders_policy_user_add
    passwordmanager_sharedfolders_policy_group_remove passwordmanager_sharedfolders_policy_user_remove
    passwordmanager_sharedfolders_policy_update passwordmanager_user_remove passwordmanager_folder_group_add
    passwordmanager_folder_group_update passwordmanager_folder_group_remove passwordmanager_folder_update
    passwordmanager_item_reveal passwordmanager_item_copy passwordmanager_item_autofill
    passwordmanager_force_sync passwordmanager_app_update passwordmanager_local_backup_create
    passwordmanager_items_export passwordmanager_pincode_update passwordmanager_local_backup_path_update
    passwordmanager_paranoid_mode_enable passwordmanager_paranoid_mode_disable
    passwordmanager_extension_settings_update passwordmanager_item_settings_update
    passwordmanager_folder_force_sync passwordmanager_items_import passwordmanager_local_backup_restore
    passwordmanager_mini_launch passwordmanager_app_unlock passwordmanager_item_history_reveal
    passwordmanager_item_history_restore passwordmanager_extension_unlock passwordmanager_extension_pair
    passwordmanager_extension_site_exclusion
    `,
  ),
  group(
    "Software",
    `
    software_add software_change software_remove software_add_request software_change_request
    software_remove_request
    `,
  ),
  group("LDAP", "ldap_bind ldap_search"),
  group("MDM", "mdm_command_result device_enrollment configuration_file_download"),
  group(
    "Notification Channel",
    `
    notification_channel_created notification_channel_updated notification_channel_deleted
    `,
  ),
  group(
    "Object Storage",
    `
    object_storage_create object_storage_upload_validation_result object_storage_get_download_url_request
    object_storage_delete
    `,
  ),
  group(
    "Alert",
    `
    alert_created alert_updated alert_status_updated rule_created rule_modified rule_deleted
    `,
  ),
  group(
    "SaaS Management",
    `
    saas_management_enable saas_management_disable saas_management_settings_update
    saas_management_application_discover saas_management_event_application_review
    saas_management_application_update saas_management_application_access_restriction_update
    saas_management_application_license_update saas_management_application_delete
    saas_management_connector_create saas_management_connector_update saas_management_connector_delete
    saas_management_account_discover saas_management_account_user_assign saas_management_account_delete
    saas_management_tenant_discover saas_management_login_event
    `,
  ),
  group("Reports", "report_run report_export report_create report_update report_delete"),
  group(
    "Asset Management",
    `
    asset_management_enable asset_management_disable asset_management_general_settings_update
    asset_management_field_setting_create asset_management_field_setting_update
    asset_management_field_setting_delete asset_management_asset_create asset_management_asset_update
    asset_management_asset_delete
    `,
  ),
];

const CATALOGUED: ReadonlySet<string> = new Set(EVENT_CATALOGUE.flatMap(({ events }) => events));

/**
 * The catalogue, preceded by a group of names that it lacks: those seen here, except Access Requests, and
 * those picked.
 */
export function catalogueWith(seen: readonly string[], picked: readonly string[] = []): EventGroup[] {
  const routable = seen.filter((event) => !isAccessRequestEvent(event));
  const others = [...new Set([...routable, ...picked])].filter((event) => !CATALOGUED.has(event)).sort();
  return others.length === 0
    ? [...EVENT_CATALOGUE]
    : [{ label: "Seen here", events: others }, ...EVENT_CATALOGUE];
}
