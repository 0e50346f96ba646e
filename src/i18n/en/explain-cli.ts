// English messages: what output of the command line means, and what comes next.
export const explainCli = {
  "explain.list.verified.means":
    "The node itself says that its {kind} is whole and correctly signed. It says nothing about what the phones hold.",
  "explain.list.verified.next":
    "Compare each record’s serial number with show cert own of its unit: serial numbers, not dates.",
  "explain.list.not-verified.means":
    "The node says that its {kind} is not correctly signed, or that it cannot be read. A phone refuses such a list and keeps the one it has.",
  "explain.list.not-verified.next":
    "Look at the list and its signer on every TFTP node before anything is reset: run the diagnosis.",
  "explain.list.incomplete.means":
    "This is only a part of the {kind} print: the last line, which says whether the list was verified, is missing.",
  "explain.list.incomplete.next": "Paste the whole output, down to “The {kind} file was verified successfully.”",
  "explain.list.signer-not-inside.means":
    "The {kind} is signed by {signer}, and no record in it carries that serial number.",
  "explain.list.signer-not-inside.next":
    "Phones need the signer in the list that they hold, or a TVS that they trust. Run the diagnosis.",
  "explain.list.names-current.means": "The {kind} names the current certificate of {unit} ({own}).",
  "explain.list.names-current.next": "Nothing to do for {unit}.",
  "explain.list.names-old.means":
    "The {kind} still names an older certificate of {unit}: {listed}, while the node now uses {own}.",
  "explain.list.names-old.next":
    "The list was not made again after the renewal. For the CTL that is utils ctl update CTLFile on the publisher, for the ITL a restart of Cisco Trust Verification Service and Cisco Tftp. Run the diagnosis first.",
  "explain.itl.absent.means": "The node has no ITL. Phones that hold one keep trusting only what is in it.",
  "explain.itl.absent.next":
    "Look at Cisco Trust Verification Service and Cisco Tftp on this node: the ITL is made when they start.",
  "explain.itl.too-large.means": "The ITL is larger than 64 KB. Phones fail to register with such a list.",
  "explain.itl.too-large.next":
    "Remove trust certificates that are no longer needed, then restart Cisco Trust Verification Service and Cisco Tftp.",
  "explain.itl.reset.means":
    "The ITL was signed anew (with the {signer} key). It can reach only phones that already hold that signer’s certificate, or a TVS that is still current.",
  "explain.itl.reset.next":
    "Reset a few phones of each model, look whether they take the list, and only then the rest. On 12.0 and later a restart of Cisco Tftp brings the ITLRecovery signature back.",
  "explain.itl.not-reset.means": "The command did not say that the ITL was reset.",
  "explain.itl.not-reset.next":
    "It runs on the publisher only, with privilege level 4, and not during an upgrade. Look at the list’s signer with show itl before it is sent again.",
  "explain.ctl.absent.means":
    "There is no CTL file. In a non-secure cluster (mode 0) that is as it should be; in mixed mode no secure phone can follow.",
  "explain.ctl.absent.next":
    "Look at the mode: System > Enterprise Parameters > Cluster Security Mode (0 non-secure, 1 mixed).",
  "explain.ctl.updated.means":
    "The CTL file was made anew ({said}). Phones still hold the old one until they fetch it.",
  "explain.ctl.updated.next":
    "Restart Cisco CallManager and Cisco Tftp where the answer asks for it, then reset all encrypted and authenticated phones.",
  "explain.ctl.not-updated.means": "The command did not say that the CTL file was updated.",
  "explain.ctl.not-updated.next":
    "It runs on the publisher only. Look at show ctl (checksum, date) before it is sent again.",
  "explain.ctl.non-secure.means":
    "The cluster was set to non-secure mode: signalling and media are no longer encrypted, secure phone profiles stop working.",
  "explain.ctl.non-secure.next":
    "Restart Cisco Tftp and Cisco CallManager on all nodes that run them, then reset the phones. To go back: utils ctl set-cluster mixed-mode.",
  "explain.certs.self-signed.means":
    "{count, plural, one {One certificate} other {# certificates}}, made by the system itself.",
  "explain.certs.self-signed.next":
    "set cert regen renews one of them. One trust-list certificate at a time, and never CallManager and TVS together.",
  "explain.certs.ca-signed.means":
    "Signed by a certificate authority: {units}. Regenerating one of these would put a self-signed certificate in its place.",
  "explain.certs.ca-signed.next": "Renew these with a CSR and the authority’s answer, root and intermediate first.",
  "explain.certs.trust-listed.means":
    "{count, plural, one {One trusted certificate} other {# trusted certificates}} by name. Dates are not in this list.",
  "explain.certs.trust-listed.next":
    "show cert trust <name> prints one with its dates; an expired trust certificate can be deleted when nothing uses it.",
  "explain.certificate.valid.means": "{name} is valid until {until} ({days, plural, one {# day} other {# days}}).",
  "explain.certificate.valid.next": "Nothing now. A valid certificate can still be one that others do not trust yet.",
  "explain.certificate.expiring.means":
    "{name} ends on {until}: {days, plural, =0 {today} one {# day} other {# days}} left.",
  "explain.certificate.expiring.next": "Plan its renewal: “what happens if we renew {name}?” shows what it touches.",
  "explain.certificate.expired.means": "{name} is over since {until}.",
  "explain.certificate.expired.next":
    "Find out who still uses it before it is renewed: “what happens if we renew {name}?”",
  "explain.certificate.not-yet-valid.means":
    "{name} is valid only from {from} on: it was made for later, or a clock is wrong.",
  "explain.certificate.not-yet-valid.next": "Compare with the time on the node: utils ntp status.",
  "explain.certificate.dates-missing.means":
    "The print leaves out the dates (or they cannot be read), so it does not show whether the certificate is valid.",
  "explain.certificate.dates-missing.next":
    "Paste the whole output of show cert own, with Validity From and To (14SU2 and later: Start Date and Final Date).",
  "explain.service.down.means": "{service} does not run ({state}).",
  "explain.service.down.next":
    "Find out why before it is started: after a renewal, a service that stays down often cannot read its new certificate.",
  "explain.services.running.means": "All {count, plural, one {# service} other {# services}} run that are activated.",
  "explain.services.running.next":
    "Running does not prove that they use the new certificate: the start time, or the certificate on the port, does.",
  "explain.service.done.means": "{service}: {operation} went through.",
  "explain.service.done.next":
    "The service now uses the stored certificate. Go on with the next node only when its phones are back.",
  "explain.service.not-done.means": "{service}: {operation} did not come to its end in this output.",
  "explain.service.not-done.next":
    "Look at utils service list on this node; send the same command again only when it shows that the service is down.",
  "explain.cert.renewed.means": "Renewed: {units}. Services use the new certificate only after their restart.",
  "explain.cert.renewed.next":
    "Restart the services that the answer names, then take a DRS backup: the old one holds the old certificate.",
  "explain.cert.renewed-in-list.means":
    "Renewed: {units}, which stands in the phones’ trust lists. On 14 and later phones may reset at once.",
  "explain.cert.renewed-in-list.next":
    "In mixed mode (except after TVS) run utils ctl update CTLFile first. Wait until all phones are back and their ITL matches before the next certificate; then take a DRS backup.",
  "explain.cert.renewed-capf.means":
    "Renewed: {units}. Every LSC was issued by the old CAPF; systems that check LSCs (RADIUS, VPN, CUCM itself) must know the old and the new one.",
  "explain.cert.renewed-capf.next":
    "In mixed mode run utils ctl update CTLFile. Give the new CAPF certificate to the RADIUS server, keep the old one until all phones have new LSCs.",
  "explain.cert.renewed-tomcat.means":
    "Renewed: {units}. Web pages, AXL, Expressway-C and (14 and later) DRS see the new certificate after the restart; an IdP still holds the old one.",
  "explain.cert.renewed-tomcat.next":
    "Restart Cisco Tomcat node by node, export the SP metadata to the IdP anew where SSO uses this certificate, restart the DRF services.",
  "explain.cert.fips-renews-all.means":
    "This operation makes all these certificates anew at once. Phones that hold the old trust list have nothing left to trust.",
  "explain.cert.fips-renews-all.next":
    "Take a DRS backup first, and plan for trust lists that must be deleted on phones; re-upload certificates of an authority afterwards.",
  "explain.cert.imported.means": "{said}.",
  "explain.cert.imported.next": "Restart the services of that store: they read it at their start.",
  "explain.cert.not-renewed.means": "The output ends before the node says that anything was made.",
  "explain.cert.not-renewed.next": "show cert own of the unit shows whether its serial number changed.",
  "explain.sso.enabled.means": "SAML SSO is on.",
  "explain.sso.enabled.next":
    "Compare the SP metadata’s export date with the start date of the Tomcat (or ITLRecovery) certificate: older means that the IdP may hold the old one.",
  "explain.sso.disabled.means": "SAML SSO is off: people sign in with a password of CUCM or LDAP.",
  "explain.sso.disabled.next":
    "If it should be on: System > SAML Single Sign-On; it cannot be switched on from the command line.",
  "explain.sso.test-failed.means": "The last SSO test did not pass ({result}).",
  "explain.sso.test-failed.next":
    "Run the SSO diagnosis; the recovery URL still lets administrators in when it is enabled.",
  "explain.sso.metadata-older.means":
    "The SP metadata was exported before the {unit} certificate was made: the IdP probably still encrypts for the old one (inference).",
  "explain.sso.metadata-older.next": "Export the SP metadata again and import it at the IdP; then test SSO.",
  "explain.cluster.authenticated.means":
    "All {count, plural, one {# node} other {# nodes}} are authenticated to each other.",
  "explain.cluster.authenticated.next": "Nothing to do here.",
  "explain.cluster.not-authenticated.means":
    "Not authenticated: {nodes}. These nodes do not trust each other, cannot be reached, or have another security password.",
  "explain.cluster.not-authenticated.next":
    "Check the network and Cluster Manager on these nodes before any certificate is renewed.",
  "explain.replication.healthy.means": "Replication is set up on every node, with empty queues.",
  "explain.replication.healthy.next": "A renewal may go on.",
  "explain.replication.trouble.means":
    "Database replication is not well: {servers}. New certificates may not reach all nodes.",
  "explain.replication.trouble.next":
    "Mend replication first: utils dbreplication status, then repair; no renewal until every node shows (2) Setup Completed.",
  "explain.replication.not-shown.means": "The output does not (yet) show the table of nodes: {said}",
  "explain.replication.not-shown.next":
    "Ask again with utils dbreplication runtimestate when the command has finished.",
  "explain.ntp.synchronised.means": "The node’s clock is synchronised.",
  "explain.ntp.synchronised.next": "Nothing to do here.",
  "explain.ntp.unsynchronised.means":
    "The node’s clock is not synchronised. A wrong clock makes certificates and SAML assertions look not yet valid, or over.",
  "explain.ntp.unsynchronised.next": "Mend NTP before certificates are renewed.",
  "explain.backup.recent.means":
    "The last good backup is {days, plural, =0 {of today} one {# day old} other {# days old}} ({file}).",
  "explain.backup.recent.next": "Take another after the renewal: this one holds the old certificates.",
  "explain.backup.old.means": "The last good backup is {days, plural, one {# day} other {# days}} old ({file}).",
  "explain.backup.old.next": "Take a backup before anything is renewed.",
  "explain.backup.failed.means": "The newest backup failed.",
  "explain.backup.failed.next":
    "Look at its log, and at the certificates that DRS uses (tomcat since 14, ipsec before). No renewal without a good backup.",
  "explain.backup.none.means": "No backup was ever made.",
  "explain.backup.none.next": "Take one before anything is renewed: without it a lost trust anchor cannot be restored.",
  "explain.backup.running.means": "A backup or restore is at work.",
  "explain.backup.running.next": "Wait for its end: neither the ipsec nor the tomcat certificate may change meanwhile.",
  "explain.backup.idle.means": "No backup is at work.",
  "explain.backup.idle.next": "utils disaster_recovery history backup shows the last ones.",
  "explain.backup.cancelled.means": "The backup was cancelled.",
  "explain.backup.cancelled.next": "It holds nothing: take another.",
  "explain.backup.scheduled.means": "A backup schedule is enabled.",
  "explain.backup.scheduled.next": "Whether it works is in utils disaster_recovery history backup.",
  "explain.backup.not-scheduled.means": "No backup schedule is enabled.",
  "explain.backup.not-scheduled.next": "Enable one, or take backups by hand before and after each renewal.",
  "explain.version.since-12.means":
    "Release {release}: the ITL is signed by ITLRecovery; utils itl reset localkey signs with the CallManager key.",
  "explain.version.since-12.next": "localkey can help a phone only while it holds the current CallManager certificate.",
  "explain.version.before-12.means":
    "Release {release}: the ITL is signed by CallManager; utils itl reset localkey signs with the ITLRecovery key.",
  "explain.version.before-12.next":
    "localkey can help a phone only while it holds the current ITLRecovery certificate.",
  "explain.mode.non-secure.means": "The cluster is in non-secure mode: there is no CTL file, and that is right.",
  "explain.mode.non-secure.next": "utils ctl update CTLFile is not needed here.",
  "explain.mode.mixed.means": "The cluster is in mixed mode: secure phones check the CTL file as well.",
  "explain.mode.mixed.next": "After CallManager, CAPF or ITLRecovery run utils ctl update CTLFile before the restarts.",
  "explain.sql.certificates.means":
    "{count, plural, one {One certificate} other {# certificates}} of the database, with serial numbers in hexadecimal.",
  "explain.sql.certificates.next": "Compare these serial numbers with the records of show itl and show ctl.",
  "explain.sql.table.means": "A table with {count, plural, one {# row} other {# rows}}.",
  "explain.sql.table.next": "Nothing to judge in it.",
  "explain.sql.empty.means": "The query found nothing.",
  "explain.sql.empty.next": "Check the name that was asked for.",
  "explain.cli.refused.means": "The node refused the command: {line}",
  "explain.cli.refused.next":
    "Check the spelling, the privilege level, and whether the command belongs on the publisher.",
} as const;
