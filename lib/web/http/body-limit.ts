const KIB = 1024;

/** The limit for REST and for a rule's form, which may hold 1,000 event names of 200 characters. */
const LARGEST = KIB * KIB;

/**
 * The pages whose forms may hold more than 64 KiB, with their limits in bytes of JSON. Each has room for the
 * longest input that its schema accepts: 25 header values of 4,096 characters and 10 protected values in a
 * channel, which is tested with an alert; 200 alerts that change at once; seven Access Request events for
 * each of 500 channels.
 */
const FORMS: readonly (readonly [path: string, bytes: number])[] = [
  ["/rules", LARGEST],
  ["/settings/notification-channels", 512 * KIB],
  ["/alerts", 256 * KIB],
  ["/security-management", 256 * KIB],
];
const FORM = 64 * KIB;

/** The limit for sign-in, and for bodies that nothing reads, such as the body of a GET. */
const SMALL = 16 * KIB;

/**
 * The most bytes that a request's body may have before Next gets it, by its resolved path. Null if the route
 * counts the bytes itself while it reads: REST checks the key first, so that 401 comes before 413.
 */
export function bodyLimit(method: string, path: string): number | null {
  if (isUnder(path, "/api/v1")) return null;
  if (method !== "POST" || isUnder(path, "/api")) return SMALL;
  return FORMS.find(([page]) => isUnder(path, page))?.[1] ?? FORM;
}

/** Whether the path is the folder or lies in it. */
export const isUnder = (path: string, folder: string): boolean =>
  path === folder || path.startsWith(`${folder}/`);
