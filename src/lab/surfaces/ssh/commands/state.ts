// Commands that show the state of the cluster and the node: network, replication, NTP, backups, version.
import type { LabNode } from "../../../model.ts";
import { cTime, javaDate, unixDate } from "../dates.ts";
import { type CliCommand, type CliSession, page, tell } from "../session.ts";

const fullName = (node: LabNode): string => node.own.get("CallManager")?.commonName ?? node.name;

async function networkCluster(session: CliSession): Promise<void> {
  const { cluster, node } = session;
  const lines = cluster.nodes.map((other) => {
    const kind = other.role === "publisher" ? "Publisher callmanager DBPub" : "Subscriber callmanager DBSub";
    const head = `${other.address} ${fullName(other)} ${other.name} ${kind}`;
    if (other === node) return `${head} authenticated\n`;
    const since = other.services.get("Cluster Manager")?.startedAt ?? other.services.get("A Cisco DB")?.startedAt;
    // A node that the others do not accept says of them what they say of it.
    if (!other.powered || !other.authenticated || !node.authenticated) return `${head} not authenticated - INITIATOR\n`;
    return `${head} authenticated using TCP since ${cTime(since ?? cluster.clock.now())}\n`;
  });
  await page(session, lines.join(""));
}

async function networkInterface(session: CliSession): Promise<void> {
  const { node } = session;
  await page(
    session,
    `Ethernet 0
DHCP         : disabled           Status     : up
IP Address   : ${node.address.padEnd(18)} IP Mask    : 255.255.255.0
Link Detected: yes                Mode       : Auto disabled, Full, 10000 Mbits/s
Duplicate IP : no

DNS
Not configured.
Gateway      : ${node.address.replace(/\d+$/, "1")} on Ethernet 0
`,
  );
}

const runs = (node: LabNode, service: string): boolean => node.services.get(service)?.state === "started";

/** The replicator is what replicates: without it the queue for the server grows and its setup does not stand. */
const replicates = (node: LabNode): boolean => runs(node, "A Cisco DB") && runs(node, "A Cisco DB Replicator");

/** DB, RPC (here: the node is on), DbMon. */
const reachable = (node: LabNode): string =>
  `${runs(node, "A Cisco DB") ? "Y" : "N"}/Y/${runs(node, "Cisco Database Layer Monitor") ? "Y" : "N"}`;

async function replication(session: CliSession): Promise<void> {
  const { cluster, node } = session;
  if (node.services.get("A Cisco DB")?.state === "stopped") {
    await tell(session, "Cisco DB is not running\n");
    return;
  }
  const on = cluster.nodes.filter((other) => other.powered);
  if (on.length < 2) {
    await tell(
      session,
      "Runtime state cannot be performed on a cluster with a single active node; aborting operation\n",
    );
    return;
  }
  const stamp = new Date(cluster.clock.now()).toISOString().slice(0, 16).replace(/[T:]/g, "-");
  const rows = cluster.nodes.map((other, at) => {
    const up = other.powered;
    const well = replicates(other);
    const ping = other === node ? "0.016" : up ? "0.163" : "Failed";
    const cells = [
      other.name.padEnd(24),
      other.address.padEnd(17),
      ping.padEnd(9),
      (up ? reachable(other) : "-").padEnd(9),
      (up ? (well ? "0" : "137") : "--").padEnd(8),
      (up ? `(g_${at + 2})` : "--").padEnd(14),
      up ? (well ? "(2) Setup Completed" : "(4) Setup Failed") : "(-) DB Active-Dropped",
    ];
    return `${cells.join(" ")}\n`;
  });
  await page(
    session,
    `
Server Time: ${unixDate(cluster.clock.now())}

Cluster Replication State: Replication status command started at: ${stamp}
     Replication status command COMPLETED 754 tables checked out of 754
     Last Completed Table: devicenumplanmapremdestmap
     No Errors or Mismatches found.

     Use 'file view activelog cm/trace/dbl/sdi/ReplicationStatus.${stamp.replace(/-/g, "_")}.out' to see the details

DB Version: ccm${cluster.releaseFull.replace(/[.-]/g, "_")}
Repltimeout set to: 300s
PROCESS option set to: 1


Cluster Detailed View from ${node.name} (${cluster.nodes.length} Servers):

                                           PING      DB/RPC/   REPL.    Replication    REPLICATION SETUP
SERVER-NAME              IP ADDRESS        (msec)    DbMon?    QUEUE    Group ID       (RTMT) & Details
-----------              ----------        ------    -------   -----    -----------    ------------------
${rows.join("")}`,
  );
}

async function ntp(session: CliSession): Promise<void> {
  const { cluster, node } = session;
  const server = node.role === "publisher" ? "203.0.113.10" : cluster.publisher.address;
  const stratum = node.role === "publisher" ? 3 : 4;
  if (!node.ntp) {
    await tell(
      session,
      `ntpd (pid 28435) is running...

     remote           refid      st t when poll reach   delay   offset  jitter
==============================================================================
 ${server.padEnd(15)} .INIT.          16 u    -   64    0    0.000    0.000   0.000

unsynchronised
   polling server every 8 s

Current time in UTC is : ${unixDate(cluster.clock.now())}
Current time in Etc/UTC is : ${unixDate(cluster.clock.now())}
`,
    );
    return;
  }
  await tell(
    session,
    `ntpd (pid 28435) is running...

     remote           refid      st t when poll reach   delay   offset  jitter
==============================================================================
*${server.padEnd(15)} 10.0.0.1         ${stratum - 1} u   44   64  377    0.724   -0.021   0.064

synchronised to NTP server (${server}) at stratum ${stratum}
   time correct to within 24 ms
   polling server every 64 s

Current time in UTC is : ${unixDate(cluster.clock.now())}
Current time in Etc/UTC is : ${unixDate(cluster.clock.now())}
`,
  );
}

async function backupHistory(session: CliSession): Promise<void> {
  const { cluster } = session;
  if (cluster.backups.length === 0) {
    await tell(session, "drfCliMsg:  No history data is available\n");
    return;
  }
  const rows = cluster.backups.map(({ file, completedAt, success }) => {
    const version = success ? `${cluster.releaseFull} UCM ---` : "---";
    return `${file}   NETWORK        ${javaDate(completedAt)}  ${success ? "SUCCESS" : "ERROR"}  MANUAL        ${version}\n`;
  });
  await tell(
    session,
    `Tar Filename: Backup Device: Completed On: Result: Backup Type: Features Backed Up:\n${rows.join("")}`,
  );
}

async function backupStatus(session: CliSession): Promise<void> {
  const since = session.cluster.backupSince;
  if (since !== undefined) {
    const file = `${new Date(since).toISOString().slice(0, 19).replace(/[T:]/g, "-")}.tar`;
    await tell(
      session,
      `Status: Backup in progress\nTar Filename: ${file}\nStorage Location: NETWORK\nOperation: backup\nPercentage Complete: 46\n`,
    );
    return;
  }
  const last = session.cluster.backups.at(-1);
  if (last === undefined) {
    await tell(session, "drfCliMsg: No backup status available\n");
    return;
  }
  await tell(
    session,
    `Status: ${last.success ? "SUCCESS :Backup Completed..." : "ERROR"}
Tar Filename: ${last.file}
Storage Location: NETWORK
Operation: backup
Percentage Complete: 100
`,
  );
}

async function upgradeStatus(session: CliSession): Promise<void> {
  const { cluster, node } = session;
  const state = node.upgrading ? "In progress" : "Complete";
  await tell(
    session,
    `Upgrade status: ${state}\nUpgrade file: UCSInstall_UCOS_${cluster.releaseFull}.sha512.iso\nUpgrade log: install_log.log\n`,
  );
}

async function version(session: CliSession): Promise<void> {
  await page(
    session,
    `Active Master Version: ${session.cluster.releaseFull}\nActive Version Installed Software Options:\nNo Installed Software Options Found.\n`,
  );
}

async function status(session: CliSession): Promise<void> {
  const { cluster, node } = session;
  const now = new Date(cluster.clock.now());
  await page(
    session,
    `
Host Name          : ${node.name}
Date               : ${cTime(now.getTime())}
Time Zone          : Coordinated Universal Time (Etc/UTC)
Locale             : en_US.UTF-8
Product Ver        : ${cluster.releaseFull}
Unified OS Version : 8.0.0.0-0

Uptime:
 ${now.toISOString().slice(11, 19)} up 41 days,  3:12,  1 user,  load average: 0.21, 0.18, 0.15

CPU Idle:   96.50%  System:   01.25%    User:   02.00%
  IOWAIT:   00.25%     IRQ:   00.00%    Soft:   00.00%

Memory Total:        8009392K
        Free:         512844K
        Used:        6011228K
`,
  );
}

export const stateCommands: readonly CliCommand[] = [
  { words: "show network cluster", privilege: 0, run: networkCluster },
  { words: "show network eth0", privilege: 0, run: networkInterface },
  { words: "show version active", privilege: 0, run: version },
  { words: "show status", privilege: 0, run: status },
  { words: "utils dbreplication runtimestate", privilege: 0, run: replication },
  { words: "utils ntp status", privilege: 0, run: ntp },
  { words: "utils disaster_recovery history backup", privilege: 1, run: backupHistory },
  { words: "utils disaster_recovery status backup", privilege: 1, run: backupStatus },
  { words: "utils system upgrade status", privilege: 0, run: upgradeStatus },
];
