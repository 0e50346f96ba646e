// English messages: Expressway-C and the certificate management API, changes of trust stores.
export const mra = {
  "config.expressway-twice": "Two Expressway clusters have this name.",
  "config.expressway-twice.fix": "Give each group of peers its own name.",
  "certmgr.login-refused": "{node}: the certificate management API refused the account {user}.",
  "certmgr.login-refused.next":
    "Correct the password of {user} (an OS administration account); it is not tried again for {minutes} minutes, so that nothing gets locked.",
  "certmgr.no-change-account": "There is no change account for {node}.",
  "certmgr.no-change-account.next":
    "Add accounts.change to this cluster in certops.yaml, or upload the certificate by hand: Cisco Unified OS Administration > Security > Certificate Management.",
  "certmgr.not-there": "{node} has no certificate management API (it comes with release 14).",
  "certmgr.not-there.next": "Do it by hand: Cisco Unified OS Administration > Security > Certificate Management.",
  "certmgr.refused": "{node}: the certificate management API answered {status}: {text}",
  "certmgr.refused.next":
    "Read the reason; the account needs privilege level 1 for uploads. By hand: Cisco Unified OS Administration > Security > Certificate Management.",
  "certmgr.not-understood": "{node}: the answer of the certificate management API was not understood.",
  "expressway.login-refused": "{peer} refused the account {user}.",
  "expressway.login-refused.next":
    "Correct the account of this Expressway in certops.yaml (it needs API access); it is not tried again for {minutes} minutes, so that nothing gets locked.",
  "expressway.no-account": "There is no {kind, select, change {change} other {monitor}} account for {peer}.",
  "expressway.no-account.next":
    "Add it under expressways in certops.yaml, or do the step by hand: Expressway-C > Maintenance > Security.",
  "expressway.refused": "{peer} answered {status}: {text}",
  "expressway.refused.next": "Look at {peer} itself (Status > Overview; Maintenance > Security), then check again.",
  "expressway.forbidden.next":
    "The account may not do this on {peer}: Users > Administrator accounts > Access level, API access.",
  "expressway.not-understood": "{peer}: the answer to {what} was not understood.",
  "mra.change.not-itself": "What would be sent is not the approved certificate {subject} (SHA-256 {sha256}…).",
  "mra.change.origin-lost": "The certificate {subject} (SHA-256 {sha256}…) is no longer where it was read.",
  "mra.change.no-peer": "There is no Expressway peer {peer} in the configuration.",
  "mra.change.no-peer.next": "Add it under expressways in certops.yaml.",
  "mra.change.already-trusted": "{store} holds {subject} (SHA-256 {sha256}…) already; nothing was sent.",
  "mra.change.already-on-list": "The trusted CA list of {peer} holds all of them already; nothing was sent.",
  "mra.change.not-spread": "{store} of {nodes} does not show it yet.",
  "mra.change.same-name":
    "{peer} trusts another certificate of the same name ({subject}, SHA-256 {sha256}…); two of one name cannot both stand on its list (CSCwa12905). Remove the old one first: Maintenance > Security > Trusted CA certificate.",
  "mra.change.put-back":
    "The upload had replaced the list of {peer}: {count, plural, one {# certificate was} other {# certificates were}} put back, and the list was read again.",
  "mra.change.list-lacks": "The trusted CA list of {peer} lacks: {subjects}",
  "mra.change.no-uptime": "{peer} does not say how long it has been running.",
  "mra.verify.trusted": "{place} trusts {subject} (SHA-256 {sha256}…)",
  "mra.verify.not-trusted": "{place} does not trust {subject} (SHA-256 {sha256}…)",
  "mra.card.certificates": "Certificates that will be trusted ({count})",
  "mra.card.certificate":
    "{ca, select, yes {CA certificate: it may sign others} other {Not a CA: it vouches for itself alone}} · serial {serial} · read from {origin} · into {places}",
  "mra.card.fingerprint": "SHA-256 {sha256}",
  "mra.origin.expressway-server": "the server certificate of {node}",
  "mra.origin.expressway-trust": "the trusted CA list of {node}",
  "mra.origin.cluster-own": "{unit} of {node}",
  "mra.origin.cluster-trust": "{store} of {node}",
} as const;
