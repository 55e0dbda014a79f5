/** Where it is chosen which webhooks are notified of Access Requests. */
export const ACCESS_REQUESTS = "/security-management/access-requests";
