// English messages: what a pasted log was worth in a diagnosis, and causes that rest on one.
export const pasted = {
  "scenario.pasted.counts": "The log that {by} pasted ({source}) counts: the cluster itself confirms what it says",
  "scenario.pasted.fits": "The log that {by} pasted ({source}) fits, but nothing that the bot read confirms it",
  "scenario.pasted.fits.next":
    "Anybody can write a paste: let the bot read the log itself, or paste the lines with the SAML response or the server’s name.",
  "scenario.pasted.unmatched":
    "The log that {by} pasted ({source}) names no certificate or node of this cluster that the bot knows",
  "scenario.pasted.unmatched.next": "Make sure that the log is from this cluster, and let the bot read it itself.",
  "scenario.pasted.old":
    "The log that {by} pasted ({source}) is older than the certificates of now, or than 7 days: it proves nothing about now",
  "scenario.pasted.old.next": "Try once more, then paste the log of that.",
  "scenario.pasted.undated": "The log that {by} pasted ({source}) has no times: it may be about another day",
  "scenario.pasted.undated.next": "Paste whole lines, with their times.",
  "scenario.pasted.not-yet": "The log that {by} pasted ({source}) is dated in the future",
  "scenario.pasted.not-yet.next": "Check the clock of the system that wrote it, then paste a new log.",
  "scenario.pasted.serial.loaded": "Its SAML response is encrypted for the {unit} certificate that {node} uses now.",
  "scenario.pasted.serial.stored":
    "Its SAML response is encrypted for the certificate that {node} stores and has not loaded.",
  "scenario.pasted.serial.earlier": "Its SAML response is encrypted for a certificate that {node} had before.",

  "scenario.sso.cause.pasted.earlier":
    "by the log that {by} pasted, the identity provider encrypted for certificate {serial}, which {node} had before; it decrypts with {unit} {uses} (valid since {since}): the identity provider still holds the metadata from before the renewal",
  "scenario.sso.cause.pasted.stored":
    "by the log that {by} pasted, the identity provider has the new certificate {serial}, but {node} still decrypts with {uses}: Tomcat was not restarted after the renewal",
  "scenario.sso.cause.pasted.loaded":
    "by the log that {by} pasted, the identity provider encrypted for {serial}, which is the certificate that {node} uses, and the login failed all the same",
  "scenario.sso.cause.pasted.decrypt":
    "by the log that {by} pasted, a login could not be decrypted: the identity provider encrypts for another certificate than {unit} of now",
  "scenario.sso.cause.pasted.signing":
    "by the log that {by} pasted, the identity provider signs with a certificate that is not in the metadata CUCM imported",
  "scenario.sso.cause.pasted.status": "by the log that {by} pasted, the identity provider itself refused a login",
  "scenario.sso.cause.pasted.time":
    "by the log that {by} pasted, the clocks of a node and of the identity provider differ",
} as const;
