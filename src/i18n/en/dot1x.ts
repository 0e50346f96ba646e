// English messages: authentication servers of 802.1X, their configuration, and the check of whom they trust.
export const dot1x = {
  "dot1x.config.missing": "{kind} cannot be read without {key}.",
  "dot1x.config.useless": "{key} means nothing for {kind}.",
  "dot1x.config.fix": "For {kind} give exactly: name, kind, {keys}.",
  "dot1x.login-refused": "{server} refused the account {user}.",
  "dot1x.login-refused.next":
    "Correct the password of {user}; it is not tried again for {minutes} minutes, so that the account is not locked.",
  "dot1x.no-account": "There is no account for {server}.",
  "dot1x.no-account.next": "Add account to this authentication server in certops.yaml.",
  "dot1x.refused": "{server} answered HTTP {status}.",
  "dot1x.refused.next": "Look at the trusted certificates on {server} itself, then check again.",
  "dot1x.forbidden.next":
    "Give the account on {server} the right to read trusted certificates (on ISE: ERS Operator or higher, and the open API switched on).",
  "dot1x.no-api.next":
    "{server} does not offer the trusted certificates by its API (ISE 3.1 and later do, once the open API is switched on): look at them on the server itself.",
  "dot1x.command-refused": "{server} does not let the account run “{command}”.",
  "dot1x.command-refused.next":
    "Give the account on {server} a privilege level that may run this command without enable.",
  "dot1x.no-file": "{server}: {file} could not be read.",
  "dot1x.no-file.next":
    "Correct file of {server} in certops.yaml: the file that ca_file of its EAP module names, readable for the account.",
  "dot1x.not-understood": "{server}: its list of trusted authorities was not understood.",

  "dot1x.check": "802.1X: who issued the LSCs, and whom the authentication servers trust",
  "dot1x.lscs": "{phones, plural, one {# phone has} other {# phones have}} an LSC ({issuers}); {without} without",
  "dot1x.lscs-former": "{phones, plural, one {# LSC} other {# LSCs}} were issued by a former CAPF ({issuers})",
  "dot1x.lscs-former.means":
    "These phones get in only as long as the authentication servers trust the former CAPF too.",
  "dot1x.issuers-unknown": "CUCM does not say who issued {phones, plural, one {# LSC} other {# LSCs}}",
  "dot1x.issuers-unknown.next":
    "This release keeps no issuers: look at one phone (Settings > Admin Settings > Security Setup, LSC).",
  "dot1x.none": "No authentication server is configured: nobody can say whom it trusts",
  "dot1x.none.next":
    "Drop the server’s list of trusted CAs into this chat as a file (PEM, PKCS#7 or DER; several certificates in one file are fine) and press its button. For plans, and to be spared that: add authenticationServers to this cluster in certops.yaml (ISE, ASA, FreeRADIUS, or a file with its trusted CAs).",
  "dot1x.issuer-missing":
    "{server} does not trust {issuer}, who issued the LSCs of {phones, plural, one {# phone} other {# phones}}",
  "dot1x.issuer-missing.means":
    "EAP-TLS with such an LSC ends in EAP-Failure: the phone’s port stays closed from its next authentication on.",
  "dot1x.issuer-not-for-clients":
    "{server} has {issuer}, but not for clients: {phones, plural, one {# phone has} other {# phones have}} LSCs of it",
  "dot1x.issuer-expired":
    "{server} trusts {issuer}, but its certificate has expired: {phones, plural, one {# phone has an LSC} other {# phones have LSCs}} of it",
  "dot1x.present-missing": "{server} does not trust the present CAPF {capf} (serial {serial})",
  "dot1x.present-missing.means": "The next LSC that CAPF issues will lock its phone out of the network.",
  "dot1x.trusts-all": "{server} trusts the present CAPF {capf} (serial {serial}) and who issued the phones’ LSCs",
} as const;
