// Signatures of single sign-on (Tomcat ssosp), of Expressway-C and of Jabber on the way in.
import { signatures } from "./signature.ts";

export const signInSignatures = signatures([
  {
    code: "sso.decrypt-failed",
    verdict: "problem",
    side: "idp",
    scenario: "sso-login-failed",
    pattern: "Failed to decrypt the secret key",
    source: "Cisco 225746",
  },
  {
    code: "sso.idp-signing-changed",
    verdict: "problem",
    side: "cucm",
    scenario: "sso-login-failed",
    pattern: "signing certificate does not match what.{1,8}s defined in the entity metadata",
    source: "Cisco 217268",
  },
  {
    code: "sso.idp-refused",
    verdict: "warning",
    side: "idp",
    pattern: "Invalid Status code in Response",
    source: "Cisco 217268",
  },
  {
    code: "sso.clock-skew",
    verdict: "warning",
    side: "idp",
    pattern:
      "time in (?:the )?(?:Conditions?|SubjectConfirmationData|[Aa]ssertion) is (?:invalid|not valid|too late)|[Aa]ssertion is not yet valid|[Tt]ime validity (?:error|check failed)",
    source: "Cisco 217268",
  },
  {
    code: "expressway.cucm-refuses-client",
    verdict: "problem",
    side: "cucm",
    scenario: "mra-registration-failed",
    pattern:
      "SSL connection failed for .{1,200}: ?error:[0-9A-Fa-f]{6,10}: ?SSL routines:[A-Za-z0-9_]{0,60}: ?(?:tlsv1 alert unknown ca|sslv3 alert (?:certificate unknown|bad certificate))",
    source: "Cisco 225746",
  },
  {
    code: "expressway.distrusts-cucm",
    verdict: "problem",
    side: "expressway",
    scenario: "mra-registration-failed",
    pattern:
      "Core server certificate verification failed for|SSL connection failed for .{1,200}certificate verify failed",
    source: "Cisco 218018",
  },
  {
    code: "expressway.name-not-in-certificate",
    verdict: "problem",
    side: "cucm",
    scenario: "mra-registration-failed",
    pattern: "SNI ?\\([^)]{1,200}\\) ?not in certificate",
    source: "Cisco 218018",
  },
  {
    code: "expressway.zone-tls-refused",
    verdict: "problem",
    side: "peer",
    scenario: "mra-registration-failed",
    pattern: "(?:Inbound|Outbound) TLS Negotiation Error",
    source: "Cisco 212475",
  },
  {
    code: "expressway.zone-peer-closed",
    verdict: "warning",
    side: "peer",
    pattern: "TLS Negotiation Error.{1,300}(?:No SSL error available|remote disconnect)",
    source: "Cisco 212475",
  },
  {
    code: "expressway.tls-agreed",
    verdict: "ok",
    side: "nobody",
    pattern: "ttssl_continueHandshake.{1,120}Handshake succeeded",
    source: "Cisco 212475",
  },
  {
    code: "expressway.imp-name-mismatch",
    verdict: "problem",
    side: "imp",
    scenario: "mra-registration-failed",
    pattern: "Certificate verification failed for host=[^,]{1,200}, additional info: ?Invalid Hostname",
    source: "Cisco 118798",
  },
  {
    code: "client.distrusts-server",
    verdict: "problem",
    side: "client",
    pattern:
      "SSL_ERROR_SSL error:[0-9A-Fa-f]{6,10}:.{0,120}certificate verify failed|SSL certificate problem: (?:self[- ]signed certificate|unable to get local issuer)|Peer certificate cannot be authenticated with given CA",
    source: "Cisco 221845, 211304",
  },
  {
    code: "client.name-mismatch",
    verdict: "problem",
    side: "client",
    pattern:
      "Verification result : FAILURE reason : \\[[A-Z_ ]{0,80}CN_NO_MATCH|Verification of identity: .{1,200} ?failed",
    source: "Cisco 118798, 223101",
  },
  {
    code: "client.revocation-unreachable",
    verdict: "warning",
    side: "client",
    pattern: "urls of CRL Distribution Points and Authority Information Access might be unreachable",
    source: "Cisco 223101",
  },
]);
