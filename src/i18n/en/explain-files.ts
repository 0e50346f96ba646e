// English messages: what certificates, requests, trust lists and archives mean, and what comes next.
export const explainFiles = {
  "explain.certificate.chain-complete.means":
    "The chain is complete: each certificate is signed by the next one, up to a root.",
  "explain.certificate.chain-complete.next":
    "Upload root and intermediates into the trust store first, then the identity certificate.",
  "explain.certificate.chain-open.means": "The chain ends without its root: {issuer} is not in the file.",
  "explain.certificate.chain-open.next":
    "Get that authority’s certificate: CUCM refuses an upload whose root is not in the trust store.",
  "explain.certificate.chain-broken.means":
    "{name} says that it was issued by a certificate of this file, but its signature does not fit.",
  "explain.certificate.chain-broken.next":
    "The file mixes certificates of two authorities with the same name, or one was altered. Get the chain from the authority again.",
  "explain.certificate.weak-key.means": "{name} has a weak key ({key}).",
  "explain.certificate.weak-key.next": "Renew it with RSA 2048 or more, or EC; phones in FIPS mode refuse less.",
  "explain.certificate.damaged.means":
    "This says that it is a certificate, but it cannot be read: cut, altered, or with lengths that cannot be.",
  "explain.certificate.damaged.next": "Copy the whole block again, from BEGIN to END, or send the file itself.",
  "explain.file.private-key.means": "There is a private key in it. It was not kept, and it should not be in a chat.",
  "explain.file.private-key.next":
    "Remove the message. If others could read it, replace the key: renew the certificate.",
  "explain.csr.ready.means":
    "A signing request whose own signature is right, with {count, plural, =0 {no names} one {one name} other {# names}}.",
  "explain.csr.ready.next":
    "Send it to the authority; the names in the answer must be exactly these, or CUCM refuses the upload.",
  "explain.csr.signature-invalid.means": "The request’s own signature is not right: it was altered or cut.",
  "explain.csr.signature-invalid.next":
    "Generate the CSR again and copy it whole; a new CSR makes the old one worthless.",
  "explain.csr.usage-missing.means":
    "The request does not ask for both serverAuth and clientAuth, which CUCM’s units need up to 15SU4.",
  "explain.csr.usage-missing.next": "Let CUCM make the request itself; some authorities drop what was not asked for.",
  "explain.csr.no-names.means": "The request names no host (subject alternative names are empty).",
  "explain.csr.no-names.next": "Clients go by these names: generate the CSR with all of them.",
  "explain.list.signature-valid.means":
    "The {kind} is whole, and its signature is made by the certificate that it names as signer.",
  "explain.list.signature-valid.next": "Whether a phone takes it depends on what that phone holds: run the diagnosis.",
  "explain.list.signature-invalid.means":
    "The signature of this {kind} is not right: it was altered, or its signer is forged. Every phone refuses it.",
  "explain.list.signature-invalid.next":
    "Compare it with what the TFTP servers serve; restart Cisco Trust Verification Service and Cisco Tftp if that is damaged too.",
  "explain.list.signature-unchecked.means":
    "The {kind} does not carry its signer’s certificate, so its signature cannot be checked from the file alone.",
  "explain.list.signature-unchecked.next":
    "Compare the signer’s serial number with show cert own ITLRecovery (CallManager up to 11.5).",
  "explain.list.damaged.means":
    "This is a damaged trust list ({fault} at byte {at}). A phone refuses it and keeps the list that it has.",
  "explain.list.damaged.next": "Fetch it again; if the TFTP server gives the same bytes, restart Cisco Tftp there.",
  "explain.file.password-needed.means": "A PKCS#12 file: what is in it is locked with a password.",
  "explain.file.password-needed.next":
    "The password is asked for on the web page or in the terminal only, never in a channel: certops explain <file>. It is kept nowhere.",
  "explain.file.wrong-password.means": "A PKCS#12 file, and the password does not open it.",
  "explain.file.wrong-password.next": "Try again with the password that was given when it was exported.",
  "explain.file.packed-damaged.means":
    "A packed file that cannot be read to its end: {why}. What was read before is explained.",
  "explain.file.packed-damaged.next": "Pack it again, or fetch it again: it was probably cut on the way.",
  "explain.file.empty.means": "There is nothing in it.",
  "explain.file.empty.next": "Check how it was saved: an empty file often means that the export failed.",
  "explain.file.image.means": "A picture. Text in pictures is not read here.",
  "explain.file.image.next": "Copy the text itself, or save the log to a file.",
  "explain.file.encrypted.means": "Parts of the archive are locked with a password and were not looked at.",
  "explain.file.encrypted.next": "Unpack it and send the logs themselves.",
  "explain.file.not-recognised.means":
    "This is nothing that this version knows: no output of CUCM’s command line, no certificate or trust list, no log that it recognises.",
  "explain.file.not-recognised.next":
    "docs/explain.md lists what is recognised. Whole output, with its first lines, is recognised best.",
  "explain.bundle.read.means": "{files, plural, one {One file} other {# files}} looked at, {bytes} in all.",
  "explain.bundle.read.next": "What was found is listed by file.",
  "explain.bundle.limit.means": "Not everything was looked at: {why}.",
  "explain.bundle.limit.next": "Unpack it and give the part that matters by itself.",
  "explain.bundle.unsafe.means":
    "The archive holds {count, plural, one {an entry} other {# entries}} that point outside it, or links. Nothing is ever written for them; they were left out.",
  "explain.bundle.unsafe.next": "An archive from a Cisco system has none: ask where it comes from.",
} as const;
