// English messages: files that the bot hands out, and who has an LSC of whom.
export const handOut = {
  "command.certificate.summary": "CAPF’s certificate as a file, for an authentication server’s trusted CAs",
  "command.lscs.summary": "who still has an LSC of a former CAPF, phone by phone",
  "card.button.certificate-file": "{name} as a file",
  "card.button.lscs": "{count, plural, one {The phone} other {All # phones}} with an old LSC",
  "hand-out.certificate": "{cluster} · certificate of {name}",
  "hand-out.current": "CAPF’s certificate of now, as the publisher holds it",
  "hand-out.former": "A former CAPF’s certificate, as a trust store still holds it",
  "hand-out.sha256": "SHA-256",
  "hand-out.from": "Read from",
  "hand-out.read": "{from}, {at}",
  "hand-out.compare":
    "Add it beside the old one. Compare the fingerprint that the server shows after the import with the one here.",
  "hand-out.pem": "PEM ({file})",
  "hand-out.none": "This cluster holds no certificate of CAPF called {name}.",
  "hand-out.none.next": "There are: {known}.",
  "hand-out.lscs": "{cluster} · LSCs phone by phone",
  "hand-out.lscs.progress": "LSCs of the present CAPF",
  "hand-out.lscs.counts":
    "{former, plural, =0 {No phone has} one {# phone still has} other {# phones still have}} an LSC of a former CAPF; {current} have one of {capf}; of {unknown} the issuer is not known; {none} have none.",
  "hand-out.lscs.former": "{count, plural, one {# phone still waits} other {# phones still wait}} for a new LSC",
  "hand-out.lscs.more": "and {count} more: all of them are in {file}",
} as const;
