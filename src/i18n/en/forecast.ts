// English messages: what the renewal of certificates would do to one cluster.
export const forecast = {
  "forecast.here": "{cluster} now ({at})",
  "forecast.phones": "Phones registered",
  "forecast.phones.value": "{registered, number} of {known, number}",
  "forecast.number": "{registered, number}",
  "forecast.node-name": "Node",
  "forecast.phones.nodes": "Phones on each node ({nodes, number})",
  "forecast.secure": "Secure phones",
  "forecast.groups": "Groups with one node",
  "forecast.groups.none": "none of {groups, number}",
  "forecast.groups.single": "{group}: only {node} ({phones, plural, one {# phone} other {# phones}}; {pools})",
  "forecast.sso": "Single sign-on (SAML SSO)",
  "forecast.sso.on": "on",
  "forecast.sso.off": "off",
  "forecast.mra": "Remote access (MRA)",
  "forecast.mra.used":
    "{peers, plural, one {# Expressway-C peer} other {# Expressway-C peers}}; {registered, number} of {apps, number} apps registered, at home or in the office",
  "forecast.mra.unknown":
    "unknown: no Expressway-C stands in certops.yaml; {registered, number} of {apps, number} apps registered, at home or in the office",
  "forecast.trunks": "SIP trunks",
  "forecast.trunks.value": "{trunks, number}, of them {secure, number} over TLS",
  "forecast.trunks.names": "{trunks, number}, of them {secure, number} over TLS: {names}",
  "forecast.unknown": "unknown: {why}",
  "forecast.too-slow": "it did not answer in time",
  "forecast.touches": "What it touches",
  "forecast.order": "What would be restarted, in this order: about {duration} altogether",
  "forecast.order.one": "{node} · {each} ({from})",
  "forecast.order.many":
    "{count, plural, one {# node} other {# nodes}}, the publisher first, one after the other · {each} each ({from})",
  "forecast.order.untimed": "{count, plural, one {# node} other {# nodes}} · nobody has measured how long it takes",
  "forecast.order.phones": "Phones reset and register again",
  "forecast.order.phones.detail": "{each} ({from})",
  "forecast.from.runs": "measured here, {runs, plural, one {# earlier run} other {# earlier runs}}",
  "forecast.from.typical": "typical value",
  "forecast.order.assumed": "{nodes}: the services could not be read; taken to run all of them.",
  "forecast.order.nothing": "Nothing that runs here has to be restarted.",
  "forecast.foretold.held":
    "By the trust rule, phones that hold the ITL served now accept the new one: its signer, {signer}, stays.",
  "forecast.foretold.vouched":
    "By the trust rule, phones that hold the ITL served now accept the new one only because a TVS that they trust vouches for the new {signer}: every one of them must reach it.",
  "forecast.foretold.lost":
    "By the trust rule, phones that hold the ITL served now would accept no list of this cluster any more: {signer}, which signs it, and every TVS certificate that they know would be new.",
  "forecast.foretold.phones": "{phones, plural, one {# phone is registered now} other {# phones are registered now}}.",
  "forecast.foretold.localkey": "utils itl reset localkey could still reach them: the other key stays.",
  "forecast.foretold.no-localkey":
    "utils itl reset localkey could not reach them either: every phone’s list would have to be deleted by hand.",
  "forecast.foretold.unknown": "What phones would make of it could not be computed: {why}",
  "forecast.no-list": "{node} serves no ITL that can be judged",
  "forecast.no-list.next": "/certops trust says what is wrong with it.",
  "forecast.warn.sso":
    "Single sign-on is on: if it uses the Tomcat certificate, nobody can log in until the identity provider has the new SP metadata.",
  "forecast.foretold.older":
    "{phones, plural, one {# registered phone has} other {# registered phones have}} not started since the ITL served now was made ({since}), and may hold an older one: reset them and wait for all of them before anything of the trust lists is renewed.",
  "forecast.order.times": "{words} · {times, number} times",
  "forecast.warn.absent":
    "{phones, plural, one {# phone is} other {# phones are}} not registered: whoever misses the new list may have to get its lists deleted by hand. Bring them back first.",
  "forecast.warn.sso-recovery":
    "Single sign-on is on: if it uses the system certificate (ITLRecovery), nobody can log in until the identity provider has the new SP metadata.",
  "forecast.warn.mra":
    "Remote access (MRA): {peers, plural, =0 {every Expressway-C peer} one {the Expressway-C peer} other {# Expressway-C peers}} must trust the new certificate (its CA, or itself where it is self-signed); apps outside cannot register until then.",
  "forecast.warn.reused":
    "CallManager uses Tomcat’s certificate here (Reuse Certificate): one renewal changes both, the trust lists too, and phones reset. Everything here is counted for both.",
  "forecast.warn.dot1x":
    "802.1X: give the new CAPF certificate to {servers} before the first new LSC is issued, and keep the old one there until the last is replaced.",
  "forecast.warn.lscs":
    "{phones, plural, one {# secure phone needs} other {# secure phones need}} a new LSC from the new CAPF.",
  "forecast.warn.both-callmanager":
    "CallManager and CallManager-ECDSA stand in the same lists: renew one, wait for the phones, then the other.",
  "forecast.warn.trunks":
    "{count, plural, one {A SIP trunk} other {# SIP trunks}} over TLS must be given the new CallManager certificate at the other end: {trunks}",
  "forecast.warn.single":
    "{phones, plural, one {# phone} other {# phones}} of the group {group} can register with {node} alone: they are silent while Cisco CallManager restarts there.",
  "forecast.disagreements": "Where Cisco’s documents disagree ({count, number})",
  "forecast.disagree.restarts":
    "{unit}: document 214231 restarts {long}; the Security Guide for 15 only {short}. The table has the longer list: it is safe in both readings.",
  "forecast.disagree.restarts-none":
    "{unit}: document 214231 restarts {long}; by the Security Guide for 15 the services restart by themselves. The table has the longer list: it is safe in both readings.",
  "forecast.disagree.restarts-other":
    "{unit}: document 214231 restarts {long}; the Security Guide for 15 restarts {short}. The table has the list of 214231: whoever wants to be safe in both readings restarts {more} too.",
  "forecast.disagree.order":
    "Order: document 214231 renews TVS last, the Security Guide for 15 the TFTP (CallManager) certificate last. Both agree: one trust-list certificate at a time, with all phones back in between.",
  "forecast.disagree.callmanager-and-tvs":
    "CallManager and TVS together: document 214231 forbids it for 8.x to 11.5 or where CallManager signs the ITL; document 217138 forbids it without a limit. The stricter reading is kept.",
  "forecast.disagree.drs":
    "DRS: document 225746 says that it depends on IPSec; by the Administration Guide for 15 it uses the {unit} certificate on this release.",
  "forecast.disagree.localkey":
    "All three together: document 225746 offers utils itl reset localkey; document 214231 calls that state unrecoverable. The trust rule says which holds here.",
  "forecast.level.derived":
    "Levels: derived from the columns of document 225746 and other texts of Cisco’s (its colours are lost); certops.yaml can set others.",
  "forecast.level.configured": "Levels from certops.yaml: {units}. The others are derived.",
  "forecast.release": "For release {release}.",
  "forecast.release.documented": "For release 15; name a cluster for its own release and numbers.",
  "forecast.release.unread": "The release of {cluster} could not be read: as for release 15.",
  "forecast.node": "Renewed on {node} only.",
  "forecast.mode": "Cluster mode",
  "forecast.mode.mixed": "mixed",
  "forecast.mode.non-secure": "non-secure",
  "forecast.order.first": "{node} · before anything is restarted: the cluster is in mixed mode",
  "forecast.order.if-mixed":
    "{node} · before anything is restarted, if the cluster is in mixed mode (that could not be read)",
  "forecast.notes": "What belongs to each",
  "forecast.note": "{unit}: {note}",
  "forecast.note.ctl-update-before-restarts":
    "in mixed mode utils ctl update CTLFile on the publisher, before the restarts",
  "forecast.note.drs-uses-this-certificate": "the Disaster Recovery System (DRS) uses it on this release",
  "forecast.note.no-backup-or-restore-meanwhile": "no backup and no restore may run meanwhile",
  "forecast.note.sp-metadata-when-sso-uses-it":
    "if single sign-on uses it, the identity provider needs the new SP metadata",
  "forecast.note.restart-tftp-when-multi-san": "a multi-server (SAN) certificate needs a restart of Cisco Tftp too",
  "forecast.note.changes-trust-lists-when-reused-for-callmanager":
    "if it is reused for CallManager, the trust lists change as with CallManager",
  "forecast.note.lscs-must-be-renewed": "LSCs come from the new CAPF only after they were renewed on the phones",
  "forecast.note.keep-old-capf-until-new-lscs": "the former CAPF must stay trusted until the last LSC is renewed",
  "forecast.note.sip-trunks-and-cti": "the far ends of secure SIP trunks and CTI must trust the new certificate",
  "forecast.note.repeat-emcc-exchange": "with EMCC, the certificate exchange between the clusters must be repeated",
  "forecast.note.never-with-callmanager": "never together with CallManager",
  "forecast.note.never-with-tvs": "never together with TVS",
  "forecast.note.signs-the-lists": "its key signs the trust lists on this release",
  "forecast.note.back-up-the-key": "back up the new key afterwards (file get tftp ITLRecovery.p12)",
  "forecast.note.phones-may-reset-at-once":
    "phones may reset the moment it is renewed (Phone Interaction on Certificate Update)",
  "forecast.note.publisher-only": "on the publisher only",
  "forecast.phones.twice": "all, twice",
} as const;
