// One line for each log signature, in the forms in which the systems write them.
import type { KnownSignature } from "../../src/signatures/log/table.ts";

export const logLines: Readonly<Record<KnownSignature["code"], string>> = {
  "sso.decrypt-failed":
    "2026-01-10 06:06:31,274 ERROR [http-nio-81-exec-157]  cpi.sso.saml.sp.security.authentication.SAMLAuthenticator - Error while processing saml response Failed to decrypt the secret key.",
  "sso.idp-signing-changed":
    "2018-12-26 13:49:59,581 ERROR [http-bio-443-exec-45] authentication.SAMLAuthenticator - Error while processing saml response The signing certificate does not match what's defined in the entity metadata.",
  "sso.idp-refused":
    "2018-12-26 13:49:59,581 ERROR [http-bio-443-exec-45] authentication.SAMLAuthenticator - Invalid Status code in Response. This may be caused by a configuration error in the IDP.",
  "sso.clock-skew":
    "2018-12-26 13:49:59,581 ERROR [http-bio-443-exec-45] authentication.SAMLAuthenticator - The time in the SubjectConfirmationData is invalid",
  "expressway.cucm-refuses-client":
    "2026-01-29T14:01:16.974-05:00 exp-c traffic_server[2030]:[ET_NET 1]ERROR:SSL connection failed for 'cucm-pub.lab.example':error:14094418: SSL routines:ssl3_read_bytes:tlsv1 alert unknown ca",
  "expressway.distrusts-cucm":
    "2022-07-11T18:55:26.016+02:00 vcsc traffic_server[18242]: [ET_NET 0] ERROR: SSL connection failed for 'cucm.lab.example': error:1416F086: SSL routines:tls_process_server_certificate:certificate verify failed",
  "expressway.name-not-in-certificate":
    "2022-07-11T19:19:26.025+02:00 vcsc traffic_server[18242]: [ET_NET 1] WARNING: SNI (192.0.2.15) not in certificate. Action=Terminate server=192.0.2.15",
  "expressway.zone-tls-refused":
    '2017-09-20T10:49:18.724-04:00 exp01 tvcs: Event="Inbound TLS Negotiation Error" Service="SIP" Detail="self signed certificate in certificate chain" Protocol="TLS" Level="1"',
  "expressway.zone-peer-closed":
    '2017-06-13T13:31:38.760-05:00 vcse tvcs: Event="Outbound TLS Negotiation Error" Service="SIP" Dst-port="5062" Detail="No SSL error available, probably remote disconnect" Protocol="TLS"',
  "expressway.tls-agreed":
    '2017-09-22T11:11:19.564-04:00 exp01 tvcs: UTCTime="2017-09-22 15:11:19,564" Module="developer.ssl" Level="DEBUG" Method="::ttssl_continueHandshake" Thread="0x7f576cbee700": Detail="Handshake succeeded"',
  "expressway.imp-name-mismatch":
    '2020-04-03T17:48:43.685-04:00 exp-c XCP_JABBERD[10043]: UTCTime="2020-04-03 21:48:43,685" Module="Jabber" Level="WARN " Detail="Certificate verification failed for host=192.0.2.9, additional info: Invalid Hostname"',
  "client.distrusts-server":
    "INFO [0x00001088] [csf.jwcpp] [CLoginCup::OnLoginFailed] - SSL_ERROR_SSL error:1416F086:SSL routines:tls_process_server_certificate:certificate verify failed",
  "client.name-mismatch":
    "2015-08-04 10:48:04,777 INFO [ad95000] - [csf.cert][handlePlatformVerificationResultSynchronously] Verification result : FAILURE reason : [CN_NO_MATCH UNKNOWN]",
  "client.revocation-unreachable":
    "2024-02-01 05:48:33,461 ERROR [0x6d4ab000] [csf.cert.ios] [verifyCertificatePolicy] - Policy verification failed, the urls of CRL Distribution Points and Authority Information Access might be unreachable, result=5",
  "dot1x.failed": "4602 WRN Feb 17 11:01:27.062462 (349-349) PAE: -802.1X auth FAILED",
  "dot1x.handshake-in-progress":
    "4592 NOT Feb 17 11:01:25.041733 (349-349) PAE: -Secure Connection Handshake in progress - status SSL_ERROR_WANT_READ.",
  "phone.lsc-refused": "1234 ERR 11:04:15.038637 SECD: -STATE_SSL3_ALERT: SSL3 alert [read]:[fatal]:[unknown CA",
  "phone.no-lsc": "1235 WRN 11:04:15.038637 SECD: -PXY_NO_LSC: No LSC for [SCCP], will try MIC",
  "phone.key-not-fips": "Phone failed to register. Cert key size is not FIPS compliant.",
  "phone.asks-tvs": "7989 ERR 11:04:15.038637  SECD: -HTTPS cert not in CTL, <192.0.2.100:8443>",
  "phone.tvs-unreachable":
    "5011: ERR 10:25:10.068387 SECD: EROR:clpState: SSL3 alert read:fatal:handshake failure:<192.0.2.6>",
  "phone.tvs-reached": "8096 NOT 11:04:15.173585  SECD: -Successfully obtained a TLS connection to the TVS server",
  "phone.tvs-agreed": "8172 NOT 11:04:15.220060  SECD: -Authentication Response received, status : 0",
  "phone.tvs-denied": "8172 NOT 11:04:15.220060  SECD: -Authentication Response received, status : 2",
  "phone.list-accepted": "3338 DEB Nov 29 06:34:00.413442 SECUREAPP-TL file verified successfully.",
  "phone.list-header-newer": "3335 WRN Nov 29 06:34:00.412945 SECUREAPP-AUTH: hdr ver 1.2 (knows only upto 1.1)",
  "phone.list-refused": "02:14:11a Trust List update failed",
  "phone.no-list": "02:14:11a No Trust List installed",
  "phone.no-ctl-file": "File Not Found <CTLFile.tlv>",
  "phone.tftp-trouble": "02:14:40a TFTP timeout",
  "tvs.certificate-unknown": "05:54:47.836 |   debug getCertificateInformation(cert) : certificate not found",
  "tvs.cache-miss":
    "05:54:47.836 |   debug ERROR:CertificateCTLCache::getCertificateInformation - Cannot find the certificate in the cache",
  "tvs.certificate-known":
    "23:00:22.052 | debug CertificateCTLCache::getCertificateInformation - Found entry {rolecount : 1}",
  "tvs.ctl-reloaded":
    "17:10:35.825 | debug CertificateCache::localCTLCacheMonitor - CTLFile.tlv has been modified . Recaching CTL Certificate Cache",
  "tvs.certificates-changed":
    "11:17:38.291 |   debug CTVSChangeNotifyServer::ProcessChangeNotification () - CDBString=<msg><type>DBL</type><table>certificate</table>",
  "tvs.lookup":
    "05:54:47.836 |   debug CertificateCTLCache::getCertificateInformation - Looking up the certificate cache using Unique MAP ID : 62E09123CN=cucm-pub;OU=Voice",
  "ccm.peer-subject":
    "04530218.000 |19:59:21.323 |SdlSig   | SIPCertificateInd |wait |SIPHandler(1,100,72,1) |connIdx= 12 --remoteIP= 192.0.2.200 -- X509SubjectName /C=US/O=cisco/CN=CUCM10 --Cipher AES128-SHA",
  "ccm.name-not-in-certificate":
    "08080021.043 |16:31:15.937 |AppInfo  |SIPStationD(18400) - validTLSConnection:TLS InvalidX509NameInCertificate, Rcvd=expc.lab.example , Expected=SEP00506006EAFE.",
  "ccm.tls-not-opened":
    "08080021.045 |16:31:15.937 |AppInfo  |ConnectionFailure - Unified CM failed to open a TLS connection for the indicated device Device Name:SEP00506006EAFE",
  "ils.peer-distrusted":
    "00001822.000 |16:34:01.765 |AppInfo  |[1, 600, 17, 5]: HandleSSLError - Certificate verification failed for 192.0.2.220:7501",
  "drf.certificate-refused":
    "2023-06-21 07:58:58,168 ERROR [NetServerWorker] - drfNetServerWorker.drfNetServerWorker: Unable to create input/output stream to client Fatal Alert received: Bad Certificate",
  "drf.master-refuses":
    "2023-06-21 07:58:47,453 DEBUG [main] - drfNetServerClient:Reconnect, Unable to connect to host: [cucm-pub], message: Connection refused (Connection refused), cause: null",
  "drf.master-unreachable":
    "drfCliMsg: Unable to connect to Master Agent host: CUCM-PUB, Port: 4040. This may be due to Master or Local Agent being down.",
  "drf.truststore-missing": "% UC_DRF-3-DRFTruststoreMissing : %[Reason=x]: This certificate is missing on the node.",
  "certmgmt.trust-imported":
    "2014-08-04 15:21:27,990 INFO [main] - Successfully imported trusted certificate with Subject DN:L=Dallas,CN=CUCM9X",
  "certmgmt.certificate-deleted":
    "2014-08-19 23:25:13,609 DEBUG [main] - Certificate to be deleted UNIT: tomcat-trust :: RoleMoniker :ROLE_APPLICATION_SERVER",
  "cli.command-ran":
    "2016-11-03 09:39:30,978 INFO [main] sdMain.main - running command -> [utils service restart Cisco Tomcat]",
  "alarm.certificate-expired":
    "% UC_CERT-0-CertExpired : %[Message=CallManager][NodeID=cucm-pub]: Certificate has Expired",
  "alarm.certificate-expiring": "% UC_CERT-2-CertValidfor7days : %[Message=TVS][NodeID=cucm-pub]: Alarm to indicate",
  "alarm.certificate-revoked": "% UC_CERT-0-CertificateRevoked : %[Message=tomcat][NodeID=cucm-pub]: revoked",
  "alarm.certificate-renewed":
    "% UC_TVS-6-ITLFileRegenerated : %[AppID=Cisco Trust Verification Service]: New ITL File",
  "alarm.capf-key-mismatch": "% UC_CAPF-0-CAPFCertificateKeyPairMismatch : %[AppID=Cisco CAPF]: no matching key pair",
  "alarm.cti-peer-expired": "% UC_CTI-4-CtiProviderClosePeerCertExpired : %[AppID=x]: CTI Peer Certificate Expired",
  "alarm.itlrecovery-not-kept": "% UC_CERT-4-ITLRecoveryCertBackup : %[Message=x]: has not been backed up",
  "alarm.rollback-prepared": "% UC_TVS-6-RollBackToPre8.0Enabled : %[AppID=x]: Roll Back to Pre 8.0 has been enabled",
  "imp.distrusts-cucm":
    "2017-10-14 09:04:01,667 ERROR [Thread-125] services.ServiceUtil - javax.net.ssl.SSLException: Certificate not verified.",
  "unity.no-server-certificates":
    "MiuGeneral,25,FAILED Port group 'PhoneSystem-1' attempt set InService(true), error retrieving server certificates.",
  "unity.no-ctl":
    "MiuGeneral,25,Error executing tftp command 'tftp://192.0.2.189:69/CTLFile.tlv' res=68 (file not found on server)",
  "ios.tls-handshake-failed":
    "Dec 15 08:59:17.625: %SIP-2-TLS_HANDSHAKE_FAILED: Reason: certificate verify failed, Connection ID: 17",
  "ios.capf-handshake-error": "001894: .Jul 21 18:17:20.499: SSL Handshake Error -6983",
  "ios.capf-handshake-ok": "001896: .Jul 21 18:17:22.555: SSL Handshake Successful",
};
