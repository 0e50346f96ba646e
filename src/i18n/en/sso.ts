// English messages: what the checks of single sign-on find, and what is said while its logs are watched.
export const sso = {
  "sso.idp.odd": "The identity provider at {host} answered with something that is not its metadata ({why}).",
  "sso.idp.odd.next":
    "Open {url} in a browser: it must show the XML metadata. Correct idp.metadata in certops.yaml if it moved.",

  "changes.login-seen": "A login was seen on {node}: {outcome}.",
  "changes.login.worked": "it worked",
  "changes.login.failed": "it failed, and the log says how",
  "changes.login-aborted": "Aborted while waiting for a login.",
  "changes.login-missing": "Nobody signed in within {seconds, number} s.",
  "changes.verify.saml-trace": "SAML trace level on {node}: {level}, as it was before",
  "changes.verify.saml-trace-changed": "SAML trace level on {node} is {level}, not {expected}",
  "card.plan.wait-login": "Wait until somebody signs in with single sign-on, {within} at most",

  "checks.sso.agreement.title": "Single sign-on on every node",
  "checks.sso.enabled": "{node}: SAML SSO enabled, identity provider {idp}, trace level {level}",
  "checks.sso.disabled": "{node}: {status}",
  "checks.sso.partly": "Single sign-on is enabled on {on}, but not on {off}",
  "checks.sso.idps": "The nodes were given the metadata of different identity providers: {idps}",
  "checks.sso.idps.next": "Import the metadata of the one that is in use on every node (Update IdP Metadata File).",
  "checks.sso.recovery-off": "The recovery URL is switched off on {nodes}: without single sign-on nobody gets in there",
  "checks.sso.recovery-off.next": "utils sso recovery-url enable on the node; it can be switched off again afterwards.",
  "checks.sso.loaded": "{node}:8443 presents the stored Tomcat certificate (serial {stored})",
  "checks.sso.not-restarted":
    "{node}:8443 presents Tomcat serial {served}, but {stored} is stored since {since}: Tomcat was not restarted",
  "checks.sso.not-restarted.next": "Restart Cisco Tomcat on {node}; until then it decrypts with the old key.",
  "checks.sso.older": "{node}: the metadata was exported on {exported}, before the {unit} certificate of {since}",
  "checks.sso.older.means":
    "Whatever the identity provider imported then is older than the certificate that the cluster uses now.",
  "checks.sso.older.next": "Export All Metadata, and import it at the identity provider.",
  "checks.sso.newer": "{node}: the metadata was exported on {exported}, after the {unit} certificate of {since}",
  "checks.sso.close":
    "{node}: the metadata was exported at {exported}, a zone that stands for several, too close to the start of the {unit} certificate ({since}) to say which came first",
  "checks.sso.close.next":
    "One login with the SAML trace level at debug tells; or export and import the metadata anew.",
  "checks.sso.test-failed": "{node}: the last SSO test failed ({at} by the node’s clock)",
  "checks.sso.test-failed.next":
    "Once it is mended: CM Administration > System > SAML Single Sign-On > Run SSO Test, until it succeeds.",
  "checks.sso.document": "{node}: metadata of {entity} asks for encryption with {certificate} (serial {serial})",
  "checks.sso.two-certificates":
    "{node}: the metadata of {entity} holds more than one encryption certificate (CSCvq78479); the first is {certificate} ({serial})",
  "checks.sso.multi-san": "One Tomcat certificate on all nodes, with every node’s name (serial {serial})",
  "checks.sso.multi-san-differs":
    "Single sign-on is cluster-wide, but {nodes} hold another Tomcat certificate than {first} ({serial})",
  "checks.sso.multi-san-missing": "The Tomcat certificate of all nodes ({serial}) lacks the names of {nodes}",
  "checks.sso.multi-san.next":
    "Make a multi-server (SAN) Tomcat certificate for all nodes: cluster-wide single sign-on needs it.",
  "checks.sso.expired": "{node}: the {unit} certificate that single sign-on uses expired on {until}",
  "checks.sso.expired.next": "Renew it by the procedure for a renewal with single sign-on enabled.",

  "checks.sso.log.title": "What the last logins came to",
  "checks.sso.silent": "{node}: the SSO log of the last 7 days tells of no login",
  "checks.sso.silent.next": "Sign in once with single sign-on on this node, then check again.",
  "checks.sso.too-large": "{node}: {files} of the SSO log is too large to be fetched, so its logins are not known",
  "checks.sso.too-large.next":
    "Collect Cisco SSO with RTMT, pack it (.zip or .tar.gz) and drop the file into this chat.",
  "checks.sso.signed-in": "{node}: the last login worked ({at} by the node’s clock)",
  "checks.sso.decrypt-failed": "{node}: the last login failed at {at}: Failed to decrypt the secret key",
  "checks.sso.decrypt-failed.means":
    "The identity provider encrypted for a certificate whose key this node does not use.",
  "checks.sso.signing-mismatch": "{node}: the last login failed at {at}: the signing certificate does not match",
  "checks.sso.signing-mismatch.means":
    "The identity provider signs with another certificate than the one in its metadata that CUCM imported. Not a matter of Tomcat.",
  "checks.sso.status-not-success": "{node}: the last login failed at {at}: Invalid Status code in Response",
  "checks.sso.status-not-success.means":
    "The identity provider itself refused, mostly because of a claim rule. Of certificates only one whose dates are over can be the reason.",
  "checks.sso.time-invalid": "{node}: the last login failed at {at}: the assertion’s time is not valid",
  "checks.sso.time-invalid.means": "The clocks of CUCM and of the identity provider differ by more than 3 seconds.",
  "checks.sso.no-uid": "{node}: the last login failed at {at}: the response names no uid",
  "checks.sso.no-uid.means": "The identity provider sends no uid attribute. Not a matter of certificates.",
  "checks.sso.response-refused": "{node}: the last login failed at {at}: Error while processing saml response",
  "checks.sso.response-refused.means": "The log does not say why at this trace level.",
  "checks.sso.encrypted-for":
    "{node}: the identity provider encrypted for the certificate with serial {serial} (decimal {decimal}, issuer {issuer})",

  "checks.sso.over": "{node}: the failed login of {at} is over: {why}",
  "checks.sso.over.tested": "the SSO test succeeded there since ({at} by the node’s clock)",
  "checks.sso.over.elsewhere":
    "a login on {node}, with the same certificate and the same metadata, worked since ({at} by the node’s clock)",

  "checks.idp.title": "Metadata of the identity provider",
  "checks.idp.good": "{entity} signs with certificate {serial}, valid until {until}",
  "checks.idp.none": "The metadata of {entity} names no signing certificate",
  "checks.idp.expired": "A signing certificate of {entity} expired on {until}",
  "checks.idp.expired.next":
    "Renew it at the identity provider, then import its metadata in CUCM (Update IdP Metadata File).",
  "checks.idp.two": "The metadata of {entity} names {count, number} signing certificates",
  "checks.idp.two.next":
    "AD FS keeps the old one until it expires (CSCuj66703). Leave only the one in use, then import the metadata in CUCM.",
  "checks.idp.unread": "The identity provider did not answer before the end of the diagnosis.",
  "checks.idp.unread-why": "The identity provider could not be asked. {why}",
  "checks.idp.unread.next":
    "Open its metadata address in a browser. If people cannot reach its login page either, the identity provider is the trouble.",

  "checks.clocks.title": "Clocks",
  "checks.clocks.good": "{node} follows its NTP server",
  "checks.clocks.bad": "{node} does not follow an NTP server",
  "checks.clocks.next": "utils ntp status on the node; single sign-on takes 3 seconds of difference at most.",
} as const;
