const KIB = 1024;

/** For REST, and for a rule's form: 1,000 event names of 200 characters. */
const LARGEST = KIB * KIB;

/**
 * The pages whose forms hold more than 64 KiB, with room for the longest that their schemas accept, in bytes of
 * JSON: a channel has 25 header values of 4,096 characters and 10 protected values, and is tested with an alert;
 * 200 alerts are changed at once; each of 500 channels has seven Access Request events.
 */
const FORMS: readonly (readonly [path: string, bytes: number])[] = [
  ["/rules", LARGEST],
  ["/settings/notification-channels", 512 * KIB],
  ["/alerts", 256 * KIB],
  ["/security-management", 256 * KIB],
];
const FORM = 64 * KIB;

/** Sign-in; and whatever is sent where nothing reads it, such as the body of a GET. */
const SMALL = 16 * KIB;

/**
 * The most bytes that the body of a request to Next may have, by its resolved path. Null where the route counts
 * them itself while it reads: REST asks for the key first, so that 401 comes before 413.
 */
export function bodyLimit(method: string, path: string): number | null {
  if (isUnder(path, "/api/v1")) return null;
  if (method !== "POST" || isUnder(path, "/api")) return SMALL;
  return FORMS.find(([page]) => isUnder(path, page))?.[1] ?? FORM;
}

const isUnder = (path: string, folder: string): boolean => path === folder || path.startsWith(`${folder}/`);
