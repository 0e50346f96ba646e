// English messages: the scenario of Mobile and Remote Access, its checks, causes and remedies.
export const mraScenario = {
  "mra.title": "Mobile and Remote Access registration",
  "mra.check.devices": "Devices that come through Expressway",
  "mra.check.doors": "Certificates at 8443 and 6972",
  "mra.check.log": "Expressway-C log",
  "mra.check.peers": "Expressway-C peers",
  "mra.check.client-trust": "Trust in the Expressway-C certificate",
  "mra.check.services": "Services behind 8443 and 6972",
  "mra.devices.lost": "{lost} of {known} Jabber and Webex apps are not registered",
  "mra.devices.well": "All {known} Jabber and Webex apps that are known are registered",
  "mra.devices.none": "The cluster knows no Jabber or Webex app (CSF, TCT, BOT, TAB)",
  "mra.devices.away": "None of the {known} Jabber and Webex apps is signed in",
  "mra.devices.none.next": "Ask a user to sign in from outside; registrations alone cannot tell here.",
  "mra.peers.none": "No Expressway-C is configured for this cluster",
  "mra.peers.none.next": "Add it under expressways in certops.yaml (docs/operating.md), or answer the question below.",
  "mra.peers.answers":
    "{peer} answers ({version}); its certificate {serial} from {issuer} is valid until {date} and in use",
  "mra.peers.expired": "The certificate {serial} of {peer} expired on {date}",
  "mra.peers.expired.next":
    "Renew it: Expressway-C {peer} > Maintenance > Security > Server certificate, then restart it.",
  "mra.peers.stale": "{peer} holds certificate {serial} but still shows another one: it was not restarted since",
  "mra.peers.stale.next": "Restart {peer}: Maintenance > Restart options.",
  "mra.doors.signers":
    "{node}: Tomcat {tomcat, select, itself {signed itself} other {is signed by {tomcat}}}, CallManager {callManager, select, itself {signed itself} other {is signed by {callManager}}}",
  "mra.doors.sip": "{node}: CallManager {serial} is signed by {issuer}, which {peers} do not know",
  "mra.doors.sip.means":
    "In mixed mode Expressway-C meets this certificate at 5061: an app whose profile asks for SIP over TLS gets its configuration and cannot register.",
  "mra.doors.sip.next": "Upload {issuer} and everything above it to the trusted CA list of {peers}.",
  "mra.doors.trusted":
    "{node}: what 8443 and 6972 show, RSA and ECDSA, is trusted by every Expressway-C peer that answered",
  "mra.doors.self-signed": "{node}:{port} shows {unit} {serial}, which is self-signed and not trusted by {peers}",
  "mra.doors.self-signed.next": "Trust that certificate on {peers}, or have {unit} signed by the CA that they trust.",
  "mra.doors.issuer-missing":
    "{node}:{port} shows {unit} {serial}; {peers} cannot climb from it to a CA on the list ({issuer} is missing, depth {depth})",
  "mra.doors.issuer-missing.next": "Upload {issuer} and everything above it to the trusted CA list of {peers}.",
  "mra.doors.expired": "{node}:{port} shows {unit} {serial}, which is not valid now (until {date})",
  "mra.doors.expired.next": "Renew {unit} on {node}.",
  "mra.doors.unnamed": "{node}:{port}: System > Server calls the node {name}, but {unit} {serial} names only {names}",
  "mra.doors.unnamed.next":
    "Change the entry under System > Server, or have {name} in the certificate; then refresh the servers on Expressway-C.",
  "mra.doors.replaced": "{node}: {ports} still show {unit} {serial}, which was replaced by {stored}",
  "mra.doors.replaced.refused":
    "{peers} trust what is shown now and would refuse the new certificate: apps get through until Tomcat or HAProxy is restarted.",
  "mra.doors.replaced.next": "Restart Tomcat and HAProxy on {node}, so that they load it.",
  "mra.doors.replaced.trust": "Make {peers} trust {unit} {stored} first, then restart Tomcat and HAProxy on {node}.",
  "mra.client.trusted": "{stores} of every node accept the certificate of {peer}",
  "mra.client.refused": "CUCM does not know who signed the certificate of {peer}: {issuer} is missing in {places}",
  "mra.client.self-signed": "The certificate of {peer} is self-signed and stands in none of: {places}",
  "mra.client.means": "The handshake to 8443 and 6972 ends with “tlsv1 alert unknown ca” in the log of {peer}.",
  "mra.client.next":
    "Upload {issuer} as tomcat-trust and CallManager-trust, then restart CallManager, TFTP, Tomcat and HAProxy.",
  "mra.services.started": "{node}: {services} run",
  "mra.services.stopped": "{node}: stopped: {services}",
  "mra.services.stopped.next": "Find out who stopped {services} on {node} and why, then start it.",
  "mra.log.none": "{peer}: no diagnostic log has been collected",
  "mra.log.running": "{peer}: diagnostic logging is running and not collected yet",
  "mra.log.none.next":
    "On {peer}: Maintenance > Diagnostics > Diagnostic logging: start, let a user sign in once, stop, collect; then check again.",
  "mra.log.clean": "{peer}: the collected log shows no refused handshake",
  "mra.log.cut": "{peer}: the collected log could be read in part only; that part shows no refused handshake",
  "mra.log.cucm-refuses-expressway":
    "{peer}: {server} (port {ports}) refused our certificate: “{reason}”, {count, plural, one {once} other {# times}}",
  "mra.log.cucm-refuses-expressway.means": "An alert was read from CUCM: CUCM does not trust Expressway-C.",
  "mra.log.expressway-refuses-cucm":
    "{peer} refused the certificate of {server} (port {ports}): “{reason}”, {count, plural, one {once} other {# times}}",
  "mra.log.expressway-refuses-cucm.means": "Expressway-C judged by itself: it does not trust CUCM.",
  "mra.log.name-not-in-certificate":
    "{peer}: “SNI ({server}) not in certificate” (port {ports}), {count, plural, one {once} other {# times}}",
  "mra.log.name-not-in-certificate.means": "The node is known under a name that its certificate does not hold.",
  "mra.log.sip-tls-refused":
    "{peer}: a SIP TLS handshake with {server} (port {ports}) failed: “{reason}”, {count, plural, one {once} other {# times}}",
  "mra.log.sip-tls-refused.means":
    "A zone or trunk peer is not trusted; this is another connection than 8443 and 6972.",
  "mra.cause.service-stopped": "{services} stopped on {nodes}: nothing answers there, whatever the certificates are",
  "mra.cause.not-restarted": "{peers} got a new server certificate and was not restarted: it still shows the old one",
  "mra.cause.expired": "A certificate is no longer valid: {places}",
  "mra.cause.cucm-refuses":
    "CUCM refuses Expressway-C: {places} do not hold {issuers}, which signed the certificate of {peers}",
  "mra.cause.expressway-refuses": "Expressway-C refuses CUCM: {peers} do not trust what {doors} show ({subjects})",
  "mra.cause.ecdsa":
    "Expressway-C refuses CUCM: the RSA certificate is trusted, but the ECDSA one that {doors} show was left behind ({subjects})",
  "mra.cause.both":
    "Both sides refuse each other: {places} do not hold {issuers} (certificate of {peers}), and Expressway-C does not trust what {doors} show ({subjects})",
  "mra.cause.all-the-same":
    "{apps, plural, one {The app is} other {All # apps are}} registered, also through {peers}, which would refuse what {doors} show: nobody is shut out now. Its verification may be switched off (VerifyOriginServer), or HAProxy was restarted after they registered",
  "mra.cause.name": "Expressway-C asks for {nodes} as {names}, which the certificate does not name",
  "mra.cause.not-read":
    "CUCM’s trust stores are whole, but CUCM still refused Expressway-C: its services have not read them since",
  "mra.cause.peers-down": "No Expressway-C peer could be asked: {peers}",
  "mra.cause.peer-down": "The Expressway-C peer {peers} could not be asked; trust is whole where it could be seen",
  "mra.cause.said.cucm-refuses-expressway":
    "By the log, CUCM refuses Expressway-C: the CA of Expressway-C is missing in tomcat-trust or CallManager-trust",
  "mra.cause.said.expressway-refuses-cucm":
    "By the log, Expressway-C refuses CUCM: the CA of Tomcat or CallManager (or a self-signed ECDSA certificate) is missing on its trusted CA list",
  "mra.cause.said.name-not-in-certificate":
    "By the log, CUCM’s certificate does not hold the name under System > Server",
  "mra.cause.well":
    "Trust is whole in both directions at {peers, plural, one {# peer} other {# peers}}; {apps, plural, one {# app is} other {# apps are}} registered",
  "mra.cause.no-peers": "No Expressway-C is configured, so its side could not be seen",
  "mra.cause.unknown": "Nothing that was looked at explains it",
  "mra.cause.door-not-restarted":
    "{doors} still show a certificate that was replaced, and {peers} no longer trust it: Tomcat or HAProxy was not restarted",
  "mra.cause.refused-after-restart":
    "Apps get through only until Tomcat or HAProxy is restarted: {doors} still show what was replaced, and {peers} do not trust the new certificate ({subjects})",
  "mra.prove.devices": "a device that lost its registration, or a port that does not answer, would prove it",
  "mra.prove.log-alert": "“tlsv1 alert unknown ca” in the Expressway-C log would prove it",
  "mra.prove.log-verify":
    "“certificate verify failed” in the Expressway-C log would prove it (before X14.2 it verifies only where told to)",
  "mra.prove.log-both":
    "“tlsv1 alert unknown ca” and “certificate verify failed” in the Expressway-C log would prove it",
  "mra.prove.log-name": "“SNI (…) not in certificate” in the Expressway-C log would prove it",
  "mra.prove.newer-log": "a log line that is newer than the last restart of HAProxy would prove it",
  "mra.prove.peer": "an answer of the peer would prove or refute it",
  "mra.prove.pin":
    "an answer of the peer would prove it: the bot has read only what its port shows to everybody, because the certificate is not pinned (docs/operating.md)",
  "mra.prove.configure":
    "the certificates of both sides would prove it: add the Expressway-C under expressways in certops.yaml",
  "mra.ruled-out.client": "CUCM’s trust stores accept Expressway-C",
  "mra.ruled-out.doors": "Expressway-C trusts what 8443 and 6972 show",
  "mra.ruled-out.services": "the services behind 8443 and 6972 run",
  "mra.affected": "{lost} of {known} Jabber and Webex apps",
  "mra.affected.since": "{lost} of {known} Jabber and Webex apps since {since}",
  "mra.correction.directions":
    "The support document shows only “tlsv1 alert unknown ca” and does both directions. The log tells them apart: an alert was read from CUCM; “certificate verify failed” is Expressway-C’s own judgement (Cisco document 218018).",
  "mra.correction.ecdsa":
    "The support document names Tomcat and CallManager; from X14.2 on the ECDSA certificates that 6972 shows count too (Cisco document 218018).",
  "mra.question.log": "What does the Expressway-C log show when somebody tries to sign in from outside?",
  "mra.question.log.how":
    "Maintenance > Diagnostics > Diagnostic logging, or Status > Logs; search for “SSL connection failed”.",
  "mra.question.unknown-ca": "tlsv1 alert unknown ca",
  "mra.question.verify-failed": "certificate verify failed",
  "mra.question.name-missing": "SNI … not in certificate",
  "mra.question.none": "None of these",
  "mra.question.not-looked": "Nobody has looked",
  "mra.plan.repair": "Make trust between CUCM and Expressway-C whole",
  "mra.plan.reload": "Let CUCM’s services read their trust stores",
  "mra.plan.restart-peers": "Restart {peers}",
  "mra.plan.restart-doors": "Let Tomcat and HAProxy load their new certificates",
  "mra.remedy.trust-repair": "Trust the missing certificates, in the right direction, and restart what reads them",
  "mra.remedy.trust-by-hand": "The same by hand, step by step",
  "mra.remedy.remove-namesake": "Remove the old certificate of the same name first",
  "mra.remedy.sign-ecdsa": "Have tomcat-ECDSA signed by the CA that Expressway-C trusts",
  "mra.remedy.read-trust": "Restart CallManager, TFTP, Tomcat and HAProxy",
  "mra.remedy.restart-expressway": "Restart the Expressway-C peers that still show the old certificate",
  "mra.remedy.fix-name": "Make System > Server and the certificate agree",
  "mra.remedy.renew-expired": "Renew what has expired",
  "mra.remedy.start-services": "Start the stopped services",
  "mra.remedy.wake-peer": "Bring the Expressway-C peer back",
  "mra.remedy.verify-origin-off": "Switch the verification off",
  "mra.remedy.restart-doors": "Restart Tomcat and HAProxy where they still show the old certificate",
  "mra.reason.repair":
    "every certificate was read over a pinned connection; CUCM’s services read their stores when they start",
  "mra.reason.repair-part": "the bot can do a part: the rest needs a person first",
  "mra.reason.trust-by-hand": "the support document’s own steps",
  "mra.reason.remove-namesake": "two certificates of one name cannot both stand on the list (CSCwa12905)",
  "mra.reason.sign-ecdsa": "then nothing has to be trusted one by one at the next renewal",
  "mra.reason.read-trust": "a trust store counts for a service only after its start",
  "mra.reason.restart-untrusted":
    "Not before CUCM trusts the issuer of the new server certificate: the restart loads it, and CUCM would refuse the peer from then on",
  "mra.reason.restart-expressway":
    "a new server certificate is used after a restart; calls through that peer are cut off meanwhile",
  "mra.reason.fix-name": "Expressway-C takes the name under System > Server and looks for it in the certificate",
  "mra.reason.renew-expired": "no trust store makes an expired certificate valid",
  "mra.reason.start-services": "trust was not the trouble: nobody answered",
  "mra.reason.wake-peer": "what it trusts and shows can be judged only when it answers",
  "mra.reason.verify-origin-off": "a workaround of Cisco document 218018 that lowers security; the bot never does it",
  "mra.reason.restart-doors": "a certificate that is stored is shown after a start; Expressway-C trusts the stored one",
  "mra.reason.restart-unread":
    "Not before CUCM’s services have read their trust stores: the restart loads a certificate by an issuer that they do not know yet",
  "mra.reason.restart-self-signed":
    "its new certificate signed itself, so no pin of a CA covers it: a run could not see the restart end",
  "mra.reason.restart-refusing":
    "It loads the new certificate and brings nobody back by itself: other certificates are refused as well",
  "mra.reason.also": "A part of it, which brings nobody back by itself: {other}",
  "mra.reason.some": "Brings back only those who come through {peers}; for the others {other}",
  "mra.also.stopped": "services are stopped as well",
  "mra.also.expired": "a certificate has expired as well",
  "mra.also.trust": "certificates are refused as well",
  "mra.also.doors": "doors of CUCM show what was replaced until their services restart",
  "mra.also.name": "Expressway-C asks for a name that the certificate does not hold, too",
  "mra.also.stores": "services of CUCM have not read their trust stores since they were filled",
  "mra.reason.restart-after":
    "A part of it: {peers} has to be restarted right after it. CUCM’s services read their stores when they start, and nothing there vouches any more for the certificate that it still uses",
  "mra.reason.sign-ecdsa-unknown":
    "works with a CA that every peer trusts; nothing that CUCM shows here is signed by one, so look at the peers’ lists first",
  "mra.reason.start-too": "what is stopped has to be started as well",
  "mra.reason.start-refused":
    "Nobody answers without it; but what the services load when they start would be refused: trust has to be made whole, too",
  "mra.reason.remove-namesake-cuts":
    "two certificates of one name cannot both stand on the list (CSCwa12905); the old one is still shown, so nobody gets through until the new one is uploaded and Tomcat and HAProxy are restarted",
  "mra.step.trust-certificate": "Add the certificate to the trust store of every node",
  "mra.step.trust-on-expressway": "Add the certificates to the trusted CA list; what an upload takes away is put back",
  "mra.step.restart-service": "Restart the service so that it reads the trust store",
  "mra.step.restart-expressway": "Restart the peer",
  "mra.step.wait": "Wait until the phones are back",
  "mra.step.restart-door": "Restart the service so that it loads its certificate",
  "mra.hand.wake": "Look at the peer: power, network, licence, Status > Alarms",
  "mra.hand.start": "Start {service} on {node}, once it is clear why it was stopped",
  "mra.hand.restart-peer": "Restart {peers}: it loads the new certificate, and calls through it are cut off meanwhile",
  "mra.hand.pin-peer":
    "Add the new certificate of {peers} to the pins of its group and restart the bot: until then the bot sends no password there",
  "mra.hand.remove-namesake": "On {peer}: tick the old certificate {subject} and delete it, then check again",
  "mra.hand.sign-ecdsa":
    "Make a CSR for tomcat-ECDSA on every node, have it signed, upload it, restart Tomcat and HAProxy",
  "mra.hand.verify-off": "Only for as long as the repair takes, and on every peer; switch it on again afterwards",
  "mra.hand.after-hours": "Do it after hours: services restart, and phones register anew (Cisco TAC)",
  "mra.hand.renew-cucm":
    "On {places}: generate a CSR for the expired unit (or a self-signed certificate), have it signed by a CA that Expressway-C trusts, upload the CA as {store} first, then the certificate",
  "mra.hand.renew-peer":
    "On {peers}: generate a CSR, have it signed by a CA that CUCM trusts in tomcat-trust and CallManager-trust, upload the certificate",
  "mra.hand.download-ca":
    "Download the root CA certificate and intermediate (if any) that signs CallManager and Tomcat",
  "mra.hand.download-own":
    "Download the actual self-signed CallManager and Tomcat certificates (RSA and ECDSA, every node)",
  "mra.hand.upload-to-expressway":
    "Upload them on every peer of the Expressway-C cluster; check the list before and after",
  "mra.hand.show-pem": "Copy the PEM of the CA certificate that signs Expressway-C and save it in a text file",
  "mra.hand.upload-tomcat-trust": "Upload the Expressway-C CA certificate as tomcat-trust",
  "mra.hand.upload-callmanager-trust": "Upload the Expressway-C CA certificate as CallManager-trust",
  "mra.hand.restart-callmanager": "Restart Cisco CallManager on all nodes that run it",
  "mra.hand.restart-tftp": "Restart Cisco TFTP on all nodes that run it",
  "mra.hand.restart-tomcat": "Restart Tomcat on all nodes of the cluster",
  "mra.hand.restart-haproxy": "Restart HAProxy on all nodes of the cluster",
  "mra.hand.sign-in": "Let a user sign in from outside, then check again",
  "mra.hand.fix-server-entry":
    "{node}: change the entry {name} to a name in the certificate ({names}), or renew the certificate with {name} in it",
  "mra.hand.refresh-servers": "Refresh the servers on every peer",
  "mra.hand.show-own-pem":
    "Copy the PEM of the self-signed Expressway-C certificate itself and save it in a text file: no CA stands above it",
  "mra.hand.ask-for-pem":
    "Get the certificate of {issuers}, which signed Expressway-C, and of every CA above it from whoever runs that CA: neither Expressway-C nor CUCM holds it",
} as const;
