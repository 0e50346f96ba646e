// English messages: what signatures in logs mean, which side is at fault, and what comes next.
export const explainLog = {
  "explain.sso.decrypt-failed.means":
    "The SAML response was encrypted for a certificate that CUCM no longer has: the IdP still holds the old SP (Tomcat) certificate.",
  "explain.sso.decrypt-failed.next": "Export the SP metadata from CUCM again and import it at the IdP; then test SSO.",
  "explain.sso.idp-signing-changed.means":
    "The response is signed with another certificate than the IdP metadata in CUCM names: the IdP’s signing certificate was renewed. The Tomcat certificate has nothing to do with it.",
  "explain.sso.idp-signing-changed.next": "Import the IdP’s current metadata into CUCM.",
  "explain.sso.idp-refused.means": "The IdP itself refused the sign-in. That is no certificate of CUCM.",
  "explain.sso.idp-refused.next": "Look into the IdP’s own log for the same second.",
  "explain.sso.clock-skew.means": "The assertion’s time does not fit: a clock is wrong, not a certificate.",
  "explain.sso.clock-skew.next": "Compare the clocks of CUCM (utils ntp status) and of the IdP.",
  "explain.expressway.cucm-refuses-client.means":
    "CUCM refuses Expressway-C’s client certificate: the authority that signed it is not in CUCM’s tomcat-trust or CallManager-trust.",
  "explain.expressway.cucm-refuses-client.next":
    "Upload Expressway-C’s root and intermediate to tomcat-trust and CallManager-trust, then restart Cisco Tomcat, Cisco CallManager, Cisco Tftp and Cisco HAProxy where the release asks for it.",
  "explain.expressway.distrusts-cucm.means":
    "Expressway-C refuses CUCM’s certificate: its authority (or the self-signed certificate itself) is not in Expressway-C’s trusted list. The opposite direction of “unknown ca”.",
  "explain.expressway.distrusts-cucm.next":
    "Upload the new Tomcat or CallManager root to Expressway-C’s trusted CA certificates, then refresh the CUCM servers there.",
  "explain.expressway.name-not-in-certificate.means":
    "Expressway-C asks CUCM under a name or address that its certificate does not carry.",
  "explain.expressway.name-not-in-certificate.next":
    "Add the CUCM servers on Expressway-C by the name in the certificate, or renew the certificate with that name.",
  "explain.expressway.zone-tls-refused.means":
    "A zone or trunk could not agree on TLS: one side does not trust the other’s certificate. Detail in the line says which.",
  "explain.expressway.zone-tls-refused.next":
    "Check that each side has the other’s root; after a renewal with another authority both must be told.",
  "explain.expressway.zone-peer-closed.means":
    "The other side closed the connection during TLS and gave no reason: a firewall, a restart, or its own refusal.",
  "explain.expressway.zone-peer-closed.next": "Look at the log of the other side for the same second.",
  "explain.expressway.tls-agreed.means": "TLS of a zone or trunk stands: both sides trust each other here.",
  "explain.expressway.tls-agreed.next": "Nothing to do for this connection.",
  "explain.expressway.imp-name-mismatch.means":
    "The certificate of an IM and Presence node does not carry the name under which it is asked.",
  "explain.expressway.imp-name-mismatch.next":
    "Renew the cup-xmpp certificate with the node’s full name, or ask by the name in the certificate.",
  "explain.client.distrusts-server.means": "A client does not trust the certificate that the server shows.",
  "explain.client.distrusts-server.next":
    "Give the client the root of that certificate, or let the server use one from an authority that clients know.",
  "explain.client.name-mismatch.means": "The server’s certificate does not carry the name that the client asked for.",
  "explain.client.name-mismatch.next":
    "Renew the certificate with all names that clients use, or correct the name that they are given (service records, UC services).",
  "explain.client.revocation-unreachable.means": "The client could not ask whether the certificate was revoked.",
  "explain.client.revocation-unreachable.next": "Let clients reach the addresses of the certificate’s CRL and OCSP.",
  "explain.dot1x.failed.means":
    "802.1X failed: the authentication server refused the phone’s certificate. After a CAPF renewal it usually does not know the new CAPF yet.",
  "explain.dot1x.failed.next":
    "Import the CAPF certificate at the RADIUS server, keep the old one until all phones have new LSCs.",
  "explain.dot1x.handshake-in-progress.means":
    "SSL_ERROR_WANT_READ alone is normal: the handshake waits for the other side.",
  "explain.dot1x.handshake-in-progress.next": "Look for EAP-Failure or “802.1X auth FAILED”: only these are a failure.",
  "explain.phone.lsc-refused.means":
    "CUCM refused the phone’s LSC: the CAPF certificate that signed it is not (any more) in CallManager-trust.",
  "explain.phone.lsc-refused.next":
    "Put the old CAPF certificate back into CallManager-trust and CAPF-trust, or install new LSCs.",
  "explain.phone.no-lsc.means": "The phone has no LSC and falls back to the certificate from the factory (MIC).",
  "explain.phone.no-lsc.next": "Install an LSC if the phone should be authenticated by one.",
  "explain.phone.key-not-fips.means": "The server’s key is too short for FIPS; the phone refuses to register.",
  "explain.phone.key-not-fips.next": "Renew the certificate with at least 2048 bits.",
  "explain.phone.asks-tvs.means": "The certificate is not in the phone’s lists, so it asks TVS: the normal way.",
  "explain.phone.asks-tvs.next": "Read on to TVS’ answer: status 0 is yes.",
  "explain.phone.tvs-unreachable.means":
    "The phone cannot agree on TLS with TVS (port 2445): it does not hold the TVS certificate of now.",
  "explain.phone.tvs-unreachable.next":
    "Phones whose ITL names only old TVS certificates cannot follow any renewal. Run the diagnosis.",
  "explain.phone.tvs-reached.means": "The phone reached TVS and trusts its certificate.",
  "explain.phone.tvs-reached.next": "Read on to TVS’ answer: status 0 is yes.",
  "explain.phone.tvs-agreed.means": "TVS vouched for the certificate (status 0).",
  "explain.phone.tvs-agreed.next": "Nothing to do for this certificate.",
  "explain.phone.tvs-denied.means": "TVS did not vouch for the certificate.",
  "explain.phone.tvs-denied.next":
    "The certificate is not in any trust store of the cluster: find out whose it is, and run the diagnosis.",
  "explain.phone.list-accepted.means": "The phone checked a trust list and took it.",
  "explain.phone.list-accepted.next": "This phone can follow; compare with one that cannot.",
  "explain.phone.list-header-newer.means": "Harmless: the list’s header is newer than the phone’s parser knows.",
  "explain.phone.list-header-newer.next": "Nothing to do.",
  "explain.phone.list-refused.means":
    "The phone refused a trust list and keeps the old one: its signer is not in the list that the phone holds, and no TVS that it trusts vouches for it.",
  "explain.phone.list-refused.next":
    "Run the diagnosis: it says which remedy can still reach this phone. Last resort: delete the trust lists on the phone.",
  "explain.phone.no-list.means": "The phone holds no CTL or ITL: it will take the next list without a check.",
  "explain.phone.no-list.next": "Normal for a new phone or after the lists were deleted.",
  "explain.phone.no-ctl-file.means": "There is no CTLFile.tlv: harmless in a non-secure cluster.",
  "explain.phone.no-ctl-file.next": "Only in mixed mode it is trouble: look at show ctl.",
  "explain.phone.tftp-trouble.means": "The phone could not load a file from TFTP.",
  "explain.phone.tftp-trouble.next": "Check Cisco Tftp and the network before certificates are suspected.",
  "explain.tvs.certificate-unknown.means":
    "A phone asked about a certificate that no cache of the cluster knows: TVS does not vouch for it.",
  "explain.tvs.certificate-unknown.next":
    "See which certificate the phone asked for (serial and issuer stand in the lines before), and whether it was replaced.",
  "explain.tvs.cache-miss.means":
    "TVS looked for a certificate and did not find it in a cache; the log ends before it says whether another one has it.",
  "explain.tvs.cache-miss.next":
    "“Found entry” for the same certificate afterwards would be normal. Look at the following lines.",
  "explain.tvs.certificate-known.means":
    "TVS found the certificate and vouches for it. A miss in one cache before that is normal.",
  "explain.tvs.certificate-known.next": "Nothing to do for this certificate.",
  "explain.tvs.ctl-reloaded.means": "The new CTL file reached this node, and TVS read it.",
  "explain.tvs.ctl-reloaded.next": "Nothing to do on this node.",
  "explain.tvs.certificates-changed.means": "The database told TVS that a certificate was added, changed or removed.",
  "explain.tvs.certificates-changed.next": "Compare the time with the beginning of the trouble.",
  "explain.ccm.peer-subject.means":
    "TLS stands; this is the subject that CallManager compares with the SIP security profile.",
  "explain.ccm.peer-subject.next": "It must equal the X.509 subject name in the profile of the trunk.",
  "explain.ccm.name-not-in-certificate.means":
    "The peer’s certificate carries another name than its security profile expects.",
  "explain.ccm.name-not-in-certificate.next":
    "Add the expected name to the certificate (for MRA: the profile’s name in Expressway-C’s certificate), or correct the profile.",
  "explain.ccm.tls-not-opened.means":
    "CallManager could not open TLS with a device; the reason code stands in the alarm.",
  "explain.ccm.tls-not-opened.next":
    "Look at the device’s certificate and profile; for many devices at once run the diagnosis.",
  "explain.ils.peer-distrusted.means": "ILS does not trust the other cluster’s Tomcat certificate.",
  "explain.ils.peer-distrusted.next": "Put the peer’s Tomcat certificate (or its root) into tomcat-trust here.",
  "explain.drf.certificate-refused.means":
    "The DRF master refused a node’s certificate: the DRS certificates of the nodes do not fit.",
  "explain.drf.certificate-refused.next":
    "Restart Cisco DRF Master on the publisher and Cisco DRF Local on all nodes; compare the tomcat (since 14) or ipsec trust stores.",
  "explain.drf.master-refuses.means": "The local agent cannot reach the DRF master: connection refused.",
  "explain.drf.master-refuses.next":
    "See whether Cisco DRF Master runs on the publisher; if it does, look for Bad Certificate in its log.",
  "explain.drf.master-unreachable.means":
    "DRS cannot reach its master agent. That can be a stopped service, or a certificate that the nodes do not share.",
  "explain.drf.master-unreachable.next":
    "Check Cisco DRF Master and Cisco DRF Local, then the certificates that DRS uses (tomcat since 14, ipsec before).",
  "explain.drf.truststore-missing.means": "The certificate that DRS needs is missing from the node’s trust store.",
  "explain.drf.truststore-missing.next": "Put it back from the publisher, then restart Cisco DRF Local.",
  "explain.certmgmt.trust-imported.means": "A certificate was added to a trust store on this node.",
  "explain.certmgmt.trust-imported.next": "The lines before name the store (UNIT) and the serial number.",
  "explain.certmgmt.certificate-deleted.means": "A certificate was deleted from a store on this node.",
  "explain.certmgmt.certificate-deleted.next": "The line names the store. If something broke since, put it back.",
  "explain.cli.command-ran.means": "Commands that somebody ran on this node, with their times.",
  "explain.cli.command-ran.next": "Compare the times with the beginning of the trouble.",
  "explain.alarm.certificate-expired.means": "CUCM raised an alarm: a certificate is over, or ends within a day.",
  "explain.alarm.certificate-expired.next": "“which certificates expire soon?” shows which one, on every node.",
  "explain.alarm.certificate-expiring.means": "CUCM raised an alarm: a certificate ends soon.",
  "explain.alarm.certificate-expiring.next": "“which certificates expire soon?” shows which one, on every node.",
  "explain.alarm.certificate-revoked.means": "A certificate that was uploaded is revoked.",
  "explain.alarm.certificate-revoked.next": "Replace it.",
  "explain.alarm.certificate-renewed.means": "A certificate or the ITL was made anew.",
  "explain.alarm.certificate-renewed.next":
    "Compare the time with the beginning of the trouble; several of them close together can leave phones without anything to trust.",
  "explain.alarm.capf-key-mismatch.means": "The CAPF certificate does not fit its key: no LSC can be issued.",
  "explain.alarm.capf-key-mismatch.next": "Renew the CAPF certificate on the publisher.",
  "explain.alarm.cti-peer-expired.means":
    "The certificate of a CTI application ended (or ends soon); the application is disconnected.",
  "explain.alarm.cti-peer-expired.next": "Issue a new certificate to the application user.",
  "explain.alarm.itlrecovery-not-kept.means":
    "The ITLRecovery key was never saved. Without it a lost trust anchor means deleting the ITL on every phone.",
  "explain.alarm.itlrecovery-not-kept.next": "On the publisher: file get tftp ITLRecovery.p12, and keep it safe.",
  "explain.alarm.rollback-prepared.means":
    "Prepare Cluster for Rollback to pre 8.0 was switched on: phones are given an empty ITL.",
  "explain.alarm.rollback-prepared.next":
    "Switch it off when it has done its work, then restart TVS and TFTP and reset the phones.",
  "explain.imp.distrusts-cucm.means":
    "IM and Presence does not trust CUCM’s Tomcat certificate: its authority is not in IM and Presence’s trust store.",
  "explain.imp.distrusts-cucm.next":
    "Put the root of CUCM’s Tomcat certificate into tomcat-trust of the IM and Presence nodes, then restart Cisco Tomcat there.",
  "explain.unity.no-server-certificates.means":
    "Unity Connection could not fetch the certificates of CUCM, so its secure ports stay out of service.",
  "explain.unity.no-server-certificates.next":
    "Check that CUCM serves CTLFile.tlv, and the TFTP servers of the port group.",
  "explain.unity.no-ctl.means": "Unity Connection did not find CUCM in the CTL file, or there is no such file.",
  "explain.unity.no-ctl.next": "In mixed mode: utils ctl update CTLFile, then restart Cisco Tftp.",
  "explain.ios.tls-handshake-failed.means": "A gateway could not open TLS with CUCM; the reason stands in the line.",
  "explain.ios.tls-handshake-failed.next":
    "Give the gateway’s trustpoint the new root of CUCM’s CallManager certificate, and CUCM the gateway’s.",
  "explain.ios.capf-handshake-error.means":
    "A phone’s handshake with the CAPF server of a router failed, and no later one went through.",
  "explain.ios.capf-handshake-error.next": "Look at the trustpoint of the CAPF server.",
  "explain.ios.capf-handshake-ok.means": "The handshake went through; errors in the second before are normal retries.",
  "explain.ios.capf-handshake-ok.next": "Nothing to do.",
  "explain.log.nothing-known.means":
    "None of the known signatures stands in it. That proves nothing: the trouble may be in another log, or at another time.",
  "explain.log.nothing-known.next": "Send the log of the same minutes from the other side of the connection.",
} as const;
