// The closed list of what can be sent to a node's command line. Nothing else can: there is no constructor for free text.
import type { CertificateUnit, Release, TrustListKind } from "../../domain/cluster.ts";
import { restartableServices, type SamlTraceLevel, type ServiceName, samlTraceLevels } from "../../domain/plan.ts";
import { invariant } from "../../kernel/assert.ts";
import { type Backup, parseBackupHistory, parseBackupStatus } from "../../signatures/backups.ts";
import { type ListedCertificate, parseCertificateList } from "../../signatures/certificate-list.ts";
import { type PrintedCertificate, parseOwnCertificate } from "../../signatures/certificate-own.ts";
import { parseCtlReset, parseCtlUpdate, parseItlReset } from "../../signatures/changes.ts";
import { type ClusterMember, parseNetworkCluster } from "../../signatures/network-cluster.ts";
import { type NtpState, parseNtp } from "../../signatures/ntp.ts";
import { notUnderstood, understood } from "../../signatures/parsed.ts";
import { parseReplication, type ReplicationServer } from "../../signatures/replication.ts";
import { type ListedService, parseServiceList, parseServiceRestart } from "../../signatures/services.ts";
import { parseSqlTable } from "../../signatures/sql-table.ts";
import { parseSamlTraceLevel, parseSamlTraceSet, parseSsoStatus, type SsoStatus } from "../../signatures/sso.ts";
import { parseTrustListPrint, type TrustListListing } from "../../signatures/trust-list-print.ts";
import { parseUpgradeStatus } from "../../signatures/upgrade.ts";
import { parseVersion } from "../../signatures/version.ts";
import { type CliCommand, command } from "./command.ts";

export type { CliCommand } from "./command.ts";
export { importTrust, listTrustCertificates } from "./trust-commands.ts";

/** Switches the "more" marks off for this session; level 0 accounts are refused and page instead. */
export const paginationOff = (): CliCommand<null> =>
  command("set cli pagination off", () => understood(null), { needsPrivilege: 1, deadlineMs: 20_000, idleMs: 20_000 });

export const showVersion = (): CliCommand<Release> => command("show version active", parseVersion);

export const listOwnCertificates = (): CliCommand<readonly ListedCertificate[]> =>
  command("show cert list own", parseCertificateList);

const unitNames: Readonly<Record<CertificateUnit, string>> = {
  tomcat: "tomcat",
  "tomcat-ECDSA": "tomcat-ECDSA",
  CallManager: "CallManager",
  "CallManager-ECDSA": "CallManager-ECDSA",
  TVS: "TVS",
  CAPF: "CAPF",
  ITLRecovery: "ITLRecovery",
  ipsec: "ipsec",
};

export function showOwnCertificate(unit: CertificateUnit): CliCommand<PrintedCertificate> {
  invariant(Object.hasOwn(unitNames, unit), "a known certificate unit");
  return command(`show cert own ${unitNames[unit]}`, parseOwnCertificate);
}

export const showTrustList = (kind: TrustListKind): CliCommand<TrustListListing> =>
  kind === "ITL"
    ? command("show itl", (answer) => parseTrustListPrint("ITL", answer))
    : command("show ctl", (answer) => parseTrustListPrint("CTL", answer));

export const listServices = (): CliCommand<readonly ListedService[]> => command("utils service list", parseServiceList);

export const showNetworkCluster = (): CliCommand<readonly ClusterMember[]> =>
  command("show network cluster", parseNetworkCluster);

/** Asks every node of the cluster; slow where one is down. */
export const replicationState = (): CliCommand<readonly ReplicationServer[]> =>
  command("utils dbreplication runtimestate", parseReplication, { deadlineMs: 240_000, idleMs: 120_000 });

export const ntpStatus = (): CliCommand<NtpState> => command("utils ntp status", parseNtp);

export const backupHistory = (): CliCommand<readonly Backup[]> =>
  command("utils disaster_recovery history backup", parseBackupHistory);

export const backupStatus = (operation: "backup" | "restore"): CliCommand<boolean> =>
  operation === "backup"
    ? command("utils disaster_recovery status backup", parseBackupStatus)
    : command("utils disaster_recovery status restore", parseBackupStatus);

export const upgradeStatus = (): CliCommand<boolean> => command("utils system upgrade status", parseUpgradeStatus);

export const ssoStatus = (): CliCommand<SsoStatus> => command("utils sso status", parseSsoStatus);

export const samlTraceLevel = (): CliCommand<SamlTraceLevel> => command("show samltrace level", parseSamlTraceLevel);

const parameters = { securityMode: "ClusterSecurityMode", rollback: "RollBackToPreGrayback" } as const;

export type Parameter = keyof typeof parameters;
export const parameterNames: Readonly<Record<Parameter, string>> = parameters;

/** The rows of `processconfig` that the bot reads, in one question; values by name, as the database has them. */
export const processParameters = (): CliCommand<ReadonlyMap<string, string>> =>
  command(
    `run sql select paramname,paramvalue from processconfig where paramname in ('${Object.values(parameters).join("','")}')`,
    (answer) => {
      const table = parseSqlTable(answer);
      if (!table.ok) return table;
      return understood(
        new Map(table.value.rows.map((row) => [row.paramname ?? "", row.paramvalue ?? ""])),
        table.lines,
      );
    },
  );

/** `EnterpriseWideData` is the database's own row, no server. Text that is no host name is left out. */
export const serverNames = (): CliCommand<readonly string[]> =>
  command("run sql select name from processnode order by nodeid", (answer) => {
    const table = parseSqlTable(answer);
    if (!table.ok) return table;
    const names = table.value.rows
      .map((row) => row.name ?? "")
      .filter((name) => name !== "EnterpriseWideData" && /^[A-Za-z0-9][A-Za-z0-9.:-]{0,253}$/.test(name));
    return understood(names, table.lines);
  });

// ---- changes ----

const change = { change: true, needsPrivilege: 1 as const };

/** The service by CUCM's own name, or undefined: a name from a chat or a device only selects among these. */
export const restartableService = (name: string): ServiceName | undefined =>
  restartableServices.find((service) => service === name);

/** Up to 600 s (facts: netSSL's client); progress lines come every few seconds. */
export const restart = (service: ServiceName): CliCommand<unknown> => serviceChange("restart", service);

/** The same lines as those of a restart, without `[STOPPING]`. */
export const start = (service: ServiceName): CliCommand<unknown> => serviceChange("start", service);

function serviceChange(verb: "restart" | "start", service: ServiceName): CliCommand<unknown> {
  invariant(restartableService(service) !== undefined, "a known service");
  return command(
    `utils service ${verb} ${service}`,
    (answer) => {
      const parsed = parseServiceRestart(service, answer);
      if (!parsed.ok) return parsed;
      const { restarted, states } = parsed.value;
      const last = states.at(-1) ?? "unknown";
      if (restarted || (verb === "start" && last === "started")) return parsed;
      return notUnderstood("not-started", answer, `${service}[${last.toUpperCase()}]`);
    },
    { ...change, deadlineMs: 600_000, idleMs: 240_000 },
  );
}

const ctlQuestion =
  /This operation (?:will )?(?:updates?|resets?) the CTL ?File\.? ?Do you want to continue\? ?\(y\/n\) ?:?$/i;

/** Not during an upgrade, publisher only, privilege level 4 (CLI reference 15). `remotekey` asks for a server: a person's work. */
export const resetItl = (key: "localkey" | "remotekey"): CliCommand<unknown> =>
  command(key === "localkey" ? "utils itl reset localkey" : "utils itl reset remotekey", parseItlReset, {
    change: true,
    needsPrivilege: 4,
    deadlineMs: 300_000,
    idleMs: 240_000,
  });

export const resetCtl = (): CliCommand<unknown> =>
  command("utils ctl reset localkey", parseCtlReset, {
    ...change,
    answers: [{ question: ctlQuestion, reply: "y" }],
    deadlineMs: 300_000,
    idleMs: 240_000,
  });

export const updateCtl = (): CliCommand<unknown> =>
  command("utils ctl update CTLFile", parseCtlUpdate, {
    ...change,
    answers: [{ question: ctlQuestion, reply: "y" }],
    deadlineMs: 300_000,
    idleMs: 240_000,
  });

/** Level 0 by the CLI reference 15: every account may set it. This node only (Cisco 217268). */
export function setSamlTrace(level: SamlTraceLevel): CliCommand<unknown> {
  invariant(samlTraceLevels.includes(level), "a known trace level");
  return command(`set samltrace level ${level}`, (answer) => parseSamlTraceSet(level, answer), {
    ...change,
    needsPrivilege: 0,
  });
}
