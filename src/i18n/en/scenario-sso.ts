// English messages: causes, remedies, runbooks and questions of the scenario “single sign-on fails”.
export const scenarioSso = {
  "scenario.sso.title": "Single sign-on does not work after Tomcat certificate renewal",
  "scenario.sso.affected": "logins with single sign-on on {nodes}",
  "scenario.sso.affected.all": "possibly all logins with single sign-on ({nodes})",

  "scenario.sso.cause.old-proved":
    "the identity provider encrypted for certificate {serial}, but {node} decrypts with {unit} {uses} (valid since {since}): it still holds the metadata from before the renewal",
  "scenario.sso.cause.old":
    "{node} could not decrypt the login of {at}: the identity provider holds metadata from before the {unit} certificate of {since} ({uses})",
  "scenario.sso.cause.old-exported":
    "at {at} the identity provider still encrypted for certificate {serial}, but {node} decrypts with {unit} {uses}; the metadata was exported since, and no later login on {node} shows whether the identity provider has it",
  "scenario.sso.cause.old-by-dates":
    "the metadata of {nodes} was last exported before the {unit} certificate was renewed, so the identity provider holds an old copy",
  "scenario.sso.cause.not-restarted":
    "the identity provider has the new certificate {serial}, but {node} still decrypts with {uses}: Tomcat was not restarted after the renewal",
  "scenario.sso.cause.not-restarted-by-dates":
    "Tomcat was renewed and not restarted on {nodes}; once the identity provider has the new metadata, logins there fail",
  "scenario.sso.cause.key":
    "the identity provider encrypted for {serial}, which is the certificate that {node} uses, and {node} could not decrypt it all the same",
  "scenario.sso.cause.same-at-idp":
    "{node} could not decrypt the login of {at}, though the identity provider holds the certificate {uses}; it may have got it only since",
  "scenario.sso.cause.signing":
    "the identity provider signs with a certificate that is not in the metadata CUCM imported (login of {at} on {node})",
  "scenario.sso.cause.refuses":
    "the identity provider itself refused the login of {at} on {node}; certificates have no part in it",
  "scenario.sso.cause.clocks":
    "the clocks of {node} and of the identity provider differ: the assertion of {at} was not valid by the node’s time",
  "scenario.sso.cause.idp-certificate":
    "the identity provider’s signing certificate has changed or expired, so CUCM may not know the one it signs with",
  "scenario.sso.cause.expired":
    "the {unit} certificate that single sign-on uses on {nodes} expired on {until}; an identity provider that looks at the dates encrypts for no such certificate (AD FS: event 317)",
  "scenario.sso.cause.disabled": "single sign-on is disabled on every node",
  "scenario.sso.cause.partly": "single sign-on is disabled on {nodes} and enabled on the other nodes",
  "scenario.sso.cause.multi-san":
    "single sign-on is cluster-wide, but not every node has the one multi-server Tomcat certificate that this needs",
  "scenario.sso.cause.works": "the last login with single sign-on worked on {nodes}",
  "scenario.sso.cause.silent":
    "nothing that was looked at explains it: the SSO logs of the last 7 days tell of no login",
  "scenario.sso.cause.never-tried":
    "nothing on the cluster tells whether the identity provider has imported the metadata with the {unit} certificate of {nodes}: the SSO log of the last 7 days knows of no login, and no SSO test has passed since that certificate began. A test now, or a look at the identity provider, decides it",
  "scenario.sso.cause.refused":
    "the login of {at} on {node} failed, and at the trace level of then the log does not say why",
  "scenario.sso.cause.not-seen": "the state of single sign-on could not be read on any node",
  "scenario.sso.cause.told.decrypt":
    "the page says “Failed to decrypt the secret key”: the identity provider encrypts for another certificate than {unit} of now",
  "scenario.sso.cause.told.signing":
    "the page says that the signing certificate does not match: CUCM holds old metadata of the identity provider",
  "scenario.sso.cause.told.status": "the page says “Invalid Status code in Response”: the identity provider refused",
  "scenario.sso.cause.told.time": "the page says that the clocks are out of sync",
  "scenario.sso.prove.trace":
    "the SAML response itself: set samltrace level debug on all nodes, one login, then check again",
  "scenario.sso.prove.idp":
    "the serial number of the encryption certificate that the identity provider shows for this service provider (its responses do not name it)",
  "scenario.sso.prove.newer-login": "one more login on {node}, or the SSO test",
  "scenario.sso.prove.idp-log": "the identity provider’s log of a failed login (AD FS: event 317)",
  "scenario.sso.ruled.old-certificate": "an old copy of the certificate at the identity provider",
  "scenario.sso.ruled.turned-away":
    "a login that CUCM turned away in the last 7 days: the log would tell of it at every trace level",
  "scenario.sso.ruled.dates": "the metadata was exported after the last renewal",
  "scenario.sso.ruled.loaded": "every node has loaded the Tomcat certificate that it stores",
  "scenario.sso.ruled.multi-san": "the multi-server Tomcat certificate covers all nodes",
  "scenario.sso.ruled.clocks": "the nodes’ clocks follow NTP",
  "scenario.sso.ruled.idp": "the identity provider’s metadata: one signing certificate, valid",

  "scenario.sso.question.error": "What does the browser show when somebody signs in?",
  "scenario.sso.question.error.how":
    "Sign in once to Cisco Unified CM Administration with single sign-on and read the page.",
  "scenario.sso.answer.decrypt": "Failed to decrypt the secret key",
  "scenario.sso.answer.signing": "Signing certificate does not match",
  "scenario.sso.answer.status": "Invalid Status code",
  "scenario.sso.answer.time": "Time out of sync",
  "scenario.sso.answer.other": "Something else",
  "scenario.sso.answer.works": "It works",
  "scenario.sso.question.idp":
    "Which encryption certificate does the identity provider hold for CUCM? The cluster’s is {unit} {serial}.",
  "scenario.sso.question.idp.how":
    "AD FS: Relying Party Trusts > Properties > Encryption, or in its PowerShell (Get-AdfsRelyingPartyTrust).EncryptionCertificate.SerialNumber. Serial, hexadecimal {hex}, decimal {decimal}.",
  "scenario.sso.answer.same": "The same serial",
  "scenario.sso.answer.older": "Another serial",
  "scenario.sso.answer.nobody": "Nobody can look",

  "scenario.sso.remedy.import": "Export all metadata and import it at the identity provider",
  "scenario.sso.reason.import": "it then encrypts for the certificate that the cluster uses now",
  "scenario.sso.reason.import-likely": "helps if the identity provider holds an old copy, and does no harm otherwise",
  "scenario.sso.reason.import-and-restart":
    "belongs to the restart of Tomcat: as long as a node decrypts with the old key, logins there need the old copy",
  "scenario.sso.remedy.renew": "The whole procedure for a Tomcat renewal with single sign-on enabled",
  "scenario.sso.reason.renew": "when Tomcat is to be renewed anew; Cisco TAC recommends it after hours",
  "scenario.sso.reason.renew-works":
    "gives every node the one multi-server certificate; Cisco TAC recommends it after hours",
  "scenario.sso.reason.renew-expired":
    "nothing makes an expired certificate valid again; Cisco TAC recommends it after hours",
  "scenario.sso.remedy.renew-recovery": "Renew ITLRecovery, then export and import the metadata",
  "scenario.sso.reason.renew-recovery":
    "nothing makes an expired certificate valid again; ITLRecovery signs the trust lists, so the phones must follow first",
  "scenario.sso.remedy.tomcat": "Restart Cisco Tomcat on all nodes",
  "scenario.sso.reason.tomcat": "the nodes then load the certificate that the identity provider encrypts for",
  "scenario.sso.reason.tomcat-step": "step of the procedure: after every node has the new certificate",
  "scenario.sso.remedy.tftp": "Restart Cisco Tftp on all TFTP nodes",
  "scenario.sso.reason.tftp": "step of the procedure: after a new multi-server Tomcat certificate",
  "scenario.sso.plan.drf": "Restart the DRF services",
  "scenario.sso.reason.drf": "step of the procedure: from release 14 on, backups use Tomcat’s key",
  "scenario.sso.remedy.after": "Restart Tomcat, UDS Tomcat and SSOSP Tomcat after enabling single sign-on",
  "scenario.sso.reason.after": "step of the procedure: Cisco TAC recommends it after single sign-on was enabled",
  "scenario.sso.reason.trace": "proves the cause: debug on all nodes, one login, and the level is put back by itself",
  "scenario.sso.plan.trace": "Set the SAML trace level to debug, wait for one login, put it back",
  "scenario.sso.remedy.idp": "Import the identity provider’s metadata in CUCM anew",
  "scenario.sso.reason.idp": "CUCM then knows the certificate that it signs with now; Tomcat has no part in it",
  "scenario.sso.reason.idp-likely": "helps if the identity provider’s signing certificate has changed",
  "scenario.sso.remedy.mend-idp": "Mend the rule at the identity provider",
  "scenario.sso.reason.mend-idp": "the identity provider refuses; nothing on CUCM changes that",
  "scenario.sso.remedy.clocks": "Set the clocks of CUCM and of the identity provider by the same NTP server",
  "scenario.sso.reason.mend-and-import":
    "the identity provider refuses; behind that, its copy of the metadata is older than the certificate: mend both",
  "scenario.sso.reason.clocks": "CUCM takes 3 seconds of difference at most",
  "scenario.sso.remedy.enable": "Enable single sign-on on all nodes",
  "scenario.sso.reason.enable": "with the same options on both sides",
  "scenario.sso.remedy.enable-rest": "Enable single sign-on on the nodes that lost it",
  "scenario.sso.reason.enable-rest": "with the options that the other nodes have",
  "scenario.sso.remedy.recovery": "The way in meanwhile: the recovery URL",
  "scenario.sso.reason.recovery":
    "on the recovery URL, which is enabled on {nodes}: user name and password there, without single sign-on",
  "scenario.sso.reason.recovery-off":
    "on the recovery URL, which is switched off and has to be enabled on the command line first",

  "scenario.sso.hand.export":
    "With the options as they are (SSO mode, certificate {unit}), export all metadata of the service provider",
  "scenario.sso.hand.import": "Import the file at the identity provider, in place of the old one",
  "scenario.sso.hand.import-each": "Import the file of each node at the identity provider, in place of the old ones",
  "scenario.sso.hand.test":
    "Run the SSO test with a user of the group Standard CCM Super Users until it succeeds; another user may lock administrators out",
  "scenario.sso.hand.after-hours": "Do it after hours: web services restart, and administrators are signed out",
  "scenario.sso.hand.reused":
    "CallManager uses this certificate too (Reuse Certificate), so the trust lists change and the phones reset: do it in the order of a CallManager renewal (ask for “renew CallManager”), with the CTL update in mixed mode, and renew nothing else until the phones are back",
  "scenario.sso.hand.disable": "Disable SAML SSO on all nodes",
  "scenario.sso.hand.disable-each": "Disable SAML SSO on each node (per-node agreement)",
  "scenario.sso.hand.csr":
    "Certificate Purpose tomcat, Distribution Multi-Server (SAN); all nodes must stand under Auto-populated Domains",
  "scenario.sso.hand.csr-check": "See that the CSR was created on every node",
  "scenario.sso.hand.sign": "Download the CSR from the publisher and have it signed by the certificate authority",
  "scenario.sso.hand.ca": "Upload the CA certificates (root, then intermediates) as tomcat-trust",
  "scenario.sso.hand.upload": "Upload the signed certificate as tomcat",
  "scenario.sso.hand.self-signed":
    "Instead of the last five steps, with a self-signed certificate: purpose tomcat, Distribution Multi-Server (SAN)",
  "scenario.sso.hand.self-signed-each":
    "Instead of the last five steps, with self-signed certificates: one on each node (one for all nodes exists from release 14 on)",
  "scenario.sso.hand.verify": "See that every node has the new certificate (same serial number)",
  "scenario.sso.step.tomcat": "Restart Tomcat on all nodes: request the remedy “Restart Cisco Tomcat on all nodes”",
  "scenario.sso.step.tftp": "Restart TFTP on all TFTP nodes: request the remedy “Restart Cisco Tftp”",
  "scenario.sso.step.drf":
    "Restart DRF Master on the publisher, then DRF Local on every node: request the remedy “Restart the DRF services”",
  "scenario.sso.step.after": "Restart Tomcat and its kin on all nodes: request the remedy for after enabling",
  "scenario.sso.step.login": "Wait until somebody signs in with single sign-on",
  "scenario.sso.hand.enable": "With the same options as at the export: Enable SAML SSO, then Continue",
  "scenario.sso.hand.fix-disabled":
    "Fix All Disabled Servers, Next, then Finish after the test (per-node agreement: enable it on each of these nodes)",
  "scenario.sso.hand.renew-recovery":
    "Renew ITLRecovery in its own order, the phones with it (ask for “renew ITLRecovery”)",
  "scenario.sso.hand.multi-san": "Cluster-wide: test for the multi-server Tomcat certificate, then Next",
  "scenario.sso.hand.import-idp": "Import the identity provider’s metadata; it must succeed on all servers, then Next",
  "scenario.sso.hand.back-up": "Take a DRS backup: the last one knows the old certificate",
  "scenario.sso.hand.look-again": "Press “Check again”: the response in the log names the certificate",
  "scenario.sso.hand.idp-one":
    "Download the identity provider’s metadata anew and see that it holds one signing certificate",
  "scenario.sso.hand.update-idp": "Import it in CUCM",
  "scenario.sso.hand.update-idp-each": "Import it in CUCM, on each node",
  "scenario.sso.hand.idp-log": "Read the identity provider’s log of that minute (AD FS: Event Viewer)",
  "scenario.sso.hand.claim-rule":
    "Mend the claim rule: the uid attribute, and entity IDs letter by letter as in the metadata, capitals too",
  "scenario.sso.hand.ntp": "See that every node follows its NTP server",
  "scenario.sso.hand.idp-time": "Compare the identity provider’s clock with the same NTP server",
  "scenario.sso.hand.recovery-on": "Switch the recovery URL on, on the node’s command line",
  "scenario.sso.hand.recovery":
    "Open the recovery URL and sign in as an application user with administrator rights; users from LDAP do not get in there",

  "scenario.sso.correction.uds":
    "The document prints “CiscoUDSTomcat”; the service is called Cisco UDS Tomcat. From release 14 on Cisco SSOSP Tomcat belongs to it (Cisco 214231).",
  "scenario.sso.correction.drf":
    "The document’s table ties IPSec to DRF; from release 14 on DRS uses Tomcat’s key (14SU2: tomcat-ECDSA’s), so the DRF services are restarted too.",
} as const;
