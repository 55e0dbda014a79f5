/** Where webhooks are listed. */
export const WEBHOOKS = "/settings/notification-channels/webhooks";
export const NEW_WEBHOOK = `${WEBHOOKS}/new`;

export const webhookPath = (id: string) => `${WEBHOOKS}/${id}`;

/** The part of a webhook's page that says which certificate is trusted. */
export const CERTIFICATE_SECTION = "certificate";
export const certificatePath = (id: string) => `${webhookPath(id)}#${CERTIFICATE_SECTION}`;

/** A new webhook that begins as a copy of this one, without its secrets. */
export const copyPath = (id: string) => `${NEW_WEBHOOK}?from=${encodeURIComponent(id)}`;
