// English messages: what a dropped file is.
export const files = {
  "file.title": "{name}",
  "file.certificates": "{name}: {count, plural, one {a certificate} other {# certificates}}",
  "file.list": "{name}: a trust list ({kind})",
  "file.unknown":
    "This version reads certificates and chains (PEM, DER, PKCS#7) and trust lists (ITLFile.tlv, CTLFile.tlv). This file is none of them; it was not kept.",
  "file.private-key":
    "This file holds a private key. It was not kept, and it should not be in a chat: remove the message, and replace the key if others could read it.",
  "file.damaged":
    "This is a damaged trust list ({fault} at byte {at}). A phone refuses it and keeps the list that it has.",
  "file.subject": "Subject",
  "file.issuer": "Issuer",
  "file.self-signed": "self-signed",
  "file.serial": "Serial number",
  "file.key": "Key",
  "file.validity": "Validity",
  "file.valid": "{from} to {until}",
  "file.expired": "expired: {from} to {until}",
  "file.names": "Names",
  "file.held": "In use as",
  "file.held-nowhere": "not an own certificate of any node in the newest snapshot",
  "file.untrusted": "A certificate from a chat is for looking at only; it is never added to a trust store.",
  "file.signer": "Signed by",
  "file.made": "Made at",
  "file.time": "{at}",
  "file.digest": "SHA-256",
  "file.signature.valid": "The signature is valid: made by the certificate that the list names.",
  "file.signature.invalid": "The signature is not valid: the list was altered, or its signer is forged.",
  "file.signature.signer-not-inside":
    "The list does not carry its signer’s certificate, so the signature cannot be checked here.",
  "file.served": "{cluster} served this very file on {at}{count, plural, one {} other { and in # snapshots in all}}.",
  "file.served-never": "No snapshot has seen this file on a TFTP server.",
  "file.records": "{count, plural, one {# record} other {# records}}",
} as const;
