// Which output is which: the commands that print it, what it looks like when the command is missing, and its reader.
import type { ExplanationKind } from "../../domain/explanation.ts";
import type { Reader } from "../reading.ts";
import { readCertificateList, readCertificatePrint } from "./certificates.ts";
import { readCertRegen, readCtlUpdate, readItlReset } from "./changes.ts";
import { readBackups, readSqlTable } from "./records.ts";
import { readServiceList, readServiceRestart } from "./services.ts";
import { readNetworkCluster, readNtp, readReplication, readSsoStatus, readVersion } from "./state.ts";
import { readTrustListPrint } from "./trust-list.ts";

export interface CliKind {
  readonly kind: ExplanationKind;
  /** The start of a command line. */
  readonly command: RegExp;
  /** How far the command reaches when its output follows on the same line. */
  readonly words: RegExp;
  /** Where such an output begins, when nobody typed the command into the text. */
  readonly looks: RegExp;
  readonly read: Reader;
}

const stores =
  "(?:tomcat|ipsec|CallManager|CAPF|TVS|ITLRecovery|Phone-(?:trust|VPN|SAST|CTL|Edge|CTL-ASA)|directory|userlicensing|cup|authz|syslog)[\\w-]{0,24}";

/** In the order in which they are tried: the more particular before the more general. */
export const cliKinds: readonly CliKind[] = [
  {
    kind: "show-ctl",
    command: /^show\s+ctl\b/i,
    words: /^show\s+ctl\b/i,
    looks: /checksum value of the CTL file|Length of CTL file|Parse CTL File|CTL Record ?# ?:|CTL File not found\b/i,
    read: readTrustListPrint("CTL"),
  },
  {
    kind: "show-itl",
    command: /^show\s+itl\b/i,
    words: /^show\s+itl\b/i,
    looks: /checksum value of the ITL file|Length of ITL file|Parse ITL File|ITL Record ?# ?:|ITL File not found\b/i,
    read: readTrustListPrint("ITL"),
  },
  {
    kind: "show-cert-list",
    command: /^show\s+cert\s+(?:list|default-ca-list)\b/i,
    words: /^show\s+cert\s+(?:list(?:\s+(?:own|trust))?|default-ca-list)\b/i,
    looks: new RegExp(`(?<![\\w/.])${stores}\\/\\S{1,200}\\.(?:pem|der)(?=:|\\s|$)`),
    read: readCertificateList,
  },
  {
    kind: "cert-regen",
    command: /^set\s+cert\s|^utils\s+(?:fips|EnhancedSecurityMode)\b/i,
    words:
      /^set\s+cert\s+(?:regen\s+[\w-]+|import\s+(?:own|trust)\s+[\w-]+|bulk\s+\w+\s+\w+|delete\s+[\w-]+|default-ca-list\s+\w+(?:\s+[\w-]+)?|\w+)|^utils\s+\w+\s+\w+/i,
    looks:
      /Successfully regenerated certificate for|Proceed with regeneration|Successfully (?:imported|exported) (?:certificate|tomcat|tftp|capf)|operation will regenerate certificates for/i,
    read: readCertRegen,
  },
  {
    kind: "show-cert",
    command: /^show\s+cert\s+(?:own|trust)\b/i,
    words: /^show\s+cert\s+(?:own|trust)\s+\S+/i,
    looks:
      /(?:\[\d\]\s{1,20}Version:|Serial ?Number ?: ?\S{4,}|Signature ?Algorithm ?: ?\w+|Issuer ?(?:Name|DN) ?:|Validity From ?:)/,
    read: readCertificatePrint,
  },
  {
    kind: "service-restart",
    command: /^utils\s+(?:service\s+(?:restart|start|stop)|ipsec\s+restart)\b/i,
    words:
      /^utils\s+(?:service\s+(?:restart|start|stop)\s+[A-Za-z][^\n[]{1,60}?(?=\s+(?:Don't|Do not) press|\s+Service Manager|\n|$)|ipsec\s+restart)/i,
    looks:
      /while the service is (?:getting RESTARTED|restarting)|Restarted IPsec Service|(?:^|\n)[^\S\n]*(\w[^\n[]{2,60}?) ?\[(?:STOPPING|STARTING)\]\s{1,20}\1 ?\[/i,
    read: readServiceRestart,
  },
  {
    kind: "service-list",
    command: /^utils\s+service\s+list\b/i,
    words: /^utils\s+service\s+list(?:\s+page)?\b/i,
    looks: /Requesting service status|Getting list of all services|\w ?\[(?:STARTED|STOPPED)\]/,
    read: readServiceList,
  },
  {
    kind: "ctl-update",
    command: /^utils\s+ctl\s+(?:update|set-cluster|reset)\b/i,
    words: /^utils\s+ctl\s+(?:update\s+CTLFile|set-cluster\s+(?:mixed|non-secure)-mode|reset\s+\w+)/i,
    looks:
      /CTL ?file updated|Updating CTL file|operation will update the CTLFile|Moving Cluster to (?:Mixed|Non)|Cluster set to (?:Mixed|Non)/i,
    read: readCtlUpdate,
  },
  {
    kind: "itl-reset",
    command: /^utils\s+itl\s+reset\b/i,
    words: /^utils\s+itl\s+reset(?:\s+(?:localkey|remotekey))?\b/i,
    looks: /ITLFile on all the active TFTP|ITL ?file Reset(?!\w)|Generating the reset ITL file|transferred reset ITL/i,
    read: readItlReset,
  },
  {
    kind: "sso-status",
    command: /^utils\s+sso\s+status\b/i,
    words: /^utils\s+sso\s+status\b/i,
    looks: /SSO Status ?:|SAML SSO Test Status|SP Metadata Exported Date/i,
    read: readSsoStatus,
  },
  {
    kind: "network-cluster",
    command: /^show\s+network\s+cluster\b/i,
    words: /^show\s+network\s+cluster\b/i,
    looks: /\b\d{1,3}(?:\.\d{1,3}){3}\s{1,20}\S{1,200}\s{1,20}(?:\S{1,200}\s{1,20})?(?:Publisher|Subscriber)\b/,
    read: readNetworkCluster,
  },
  {
    kind: "dbreplication",
    command: /^utils\s+dbreplication\s+(?:runtimestate|status)\b|^show\s+tech\s+dbstateinfo\b/i,
    words: /^utils\s+dbreplication\s+(?:runtimestate|status)\b|^show\s+tech\s+dbstateinfo\b/i,
    looks:
      /Cluster Replication State|DB and Replication Services|\(RTMT\) & details|Show tech dbstateinfo|Runtime state cannot be performed/i,
    read: readReplication,
  },
  {
    kind: "ntp",
    command: /^utils\s+ntp\s+status\b/i,
    words: /^utils\s+ntp\s+status\b/i,
    looks:
      /ntpd \(pid \d|ntpd is (?:not )?running|\bunsynchroni[sz]ed\b|synchroni[sz]ed to (?:NTP|local)|remote\s{1,20}refid\s{1,20}st\b/i,
    read: readNtp,
  },
  {
    kind: "drs-backup",
    command: /^utils\s+disaster_recovery\b/i,
    words:
      /^utils\s+disaster_recovery\s+(?:(?:history|status)\s+(?:backup|restore)|schedule\s+\w+|cancel_backup(?:\s+\w+)?|\w+)/i,
    looks: /Tar Filename ?:|drfCliMsg|Backup cancelled|schedule name\s{1,20}device name|\d{4}(?:-\d{2}){5}\.tar/i,
    read: readBackups,
  },
  {
    kind: "version",
    command: /^show\s+version\b/i,
    words: /^show\s+version\s+(?:active|inactive)\b/i,
    looks: /\b(?:Active|Inactive) Master Version\b/,
    read: readVersion,
  },
  {
    kind: "sql-table",
    command: /^run\s+sql\s/i,
    words: /^run\s+sql\s[^\n]*/i,
    looks: /^[ \t]*\w[\w .()*-]*\n[ \t]*={2,}(?:[ \t]+={2,})*[ \t]*$/m,
    read: readSqlTable,
  },
];
