/** verify.py */
export const PYTHON = `import base64
import hashlib
import hmac
import time

TOLERANCE_SECONDS = 5 * 60


def verify(secret: str, headers, body: bytes) -> bool:
    """Whether a request is genuine and fresh: if not, answer 401.

    headers: a mapping that ignores case, as Flask, Django and FastAPI give it
    body: the bytes as received, before any parsing
    """
    webhook_id = headers.get("webhook-id", "")
    timestamp = headers.get("webhook-timestamp", "")
    signatures = headers.get("webhook-signature", "")
    try:
        age = abs(time.time() - int(timestamp))
    except (ValueError, OverflowError):
        return False
    if not webhook_id or age > TOLERANCE_SECONDS:
        return False

    key = base64.b64decode(secret.removeprefix("whsec_"))
    content = f"{webhook_id}.{timestamp}.".encode() + body
    mac = hmac.new(key, content, hashlib.sha256).digest()
    expected = b"v1," + base64.b64encode(mac)

    # For a day after a rotation the header has two signatures.
    given = signatures.encode().split(b" ")
    return any(hmac.compare_digest(expected, one) for one in given)
`;
