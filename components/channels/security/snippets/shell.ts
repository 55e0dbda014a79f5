/** verify.sh: exits with 0 for a genuine request, else with 1. */
export const VERIFY_SH = String.raw`#!/usr/bin/env bash
# SECRET=whsec_... bash verify.sh ID TIMESTAMP SIGNATURES < body.json
set -euo pipefail
id=$1 timestamp=$2 signatures=$3
tolerance=300

fail() { echo "refused: $1" >&2; exit 1; }
hash() { printf %s "$1" | openssl dgst -sha256 -r; }

[[ $timestamp =~ ^[0-9]{1,12}$ ]] || fail "the timestamp is no number"
age=$(( $(date +%s) - 10#$timestamp ))
(( age <= tolerance && age >= -tolerance )) || fail "more than 5 minutes off"

key=$(printf %s "$SECRET" | sed 's/^whsec_//' | base64 -d |
  od -An -v -tx1 | tr -d ' \n')
mac=$({ printf '%s.%s.' "$id" "$timestamp"; cat; } |
  openssl dgst -sha256 -mac HMAC -macopt "hexkey:$key" -binary | base64)

# Hashes are compared, as that takes no longer for a near miss.
# For a day after a rotation the header has two signatures.
set -f
for given in $signatures; do
  [[ $(hash "$given") == "$(hash "v1,$mac")" ]] && { echo "genuine"; exit 0; }
done
fail "no signature matches"
`;

/** send.sh: sends a receiver a request with the same signature as Tocsin's. */
export const SEND_SH = String.raw`#!/usr/bin/env bash
# SECRET=whsec_... bash send.sh https://your-receiver.example.com/hook
set -euo pipefail
id=evt_try timestamp=$(date +%s)
body='{"alert_title":"Is my receiver verifying?"}'

key=$(printf %s "$SECRET" | sed 's/^whsec_//' | base64 -d |
  od -An -v -tx1 | tr -d ' \n')
mac=$(printf '%s.%s.%s' "$id" "$timestamp" "$body" |
  openssl dgst -sha256 -mac HMAC -macopt "hexkey:$key" -binary | base64)

curl --silent --show-error --write-out '%{http_code}\n' "$1" \
  -H 'content-type: application/json' \
  -H "webhook-id: $id" \
  -H "webhook-timestamp: $timestamp" \
  -H "webhook-signature: v1,$mac" \
  --data-raw "$body"
`;
