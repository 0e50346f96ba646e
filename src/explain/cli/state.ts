// The state of a node and its cluster explained: SSO, network, replication, NTP, version.

import { isIP } from "node:net";
import type { ExplainedFinding } from "../../domain/explanation.ts";
import { oneLine } from "../../kernel/terminal-text.ts";
import { contentLines, wordsOf } from "../../signatures/lines.ts";
import { parseNetworkCluster } from "../../signatures/network-cluster.ts";
import { parseNtp } from "../../signatures/ntp.ts";
import { printedDate } from "../../signatures/printed-date.ts";
import { parseReplication } from "../../signatures/replication.ts";
import { parseSsoStatus } from "../../signatures/sso.ts";
import { parseVersion } from "../../signatures/version.ts";
import { facts, finding, shown, timeFact } from "../finding.ts";
import type { Reader } from "../reading.ts";

export const readSsoStatus: Reader = (body, { locate }) => {
  const parsed = parseSsoStatus(body);
  if (!parsed.ok) return undefined;
  const flat = oneLine(body);
  const field = (label: string, shape: string): string | undefined =>
    new RegExp(`${label} ?[=:] ?(${shape})`, "i").exec(flat)?.[1];
  const test = field("SAML SSO Test Status", "\\w{2,20}");
  const { enabled, status } = parsed.value;
  const findings: ExplainedFinding[] = [
    enabled
      ? finding("sso.enabled", "ok", locate.all(parsed.lines))
      : finding("sso.disabled", "warning", locate.all(parsed.lines)),
  ];
  if (test !== undefined && !/^(?:passed|success)/i.test(test)) {
    const at = locate.all([`SAML SSO Test Status = ${test}`]);
    findings.push(
      finding("sso.test-failed", "problem", at, { scenario: "sso-login-failed", values: { result: test } }),
    );
  }
  return {
    facts: facts({
      enabled,
      status,
      ...timeFact("idpMetadataImported", field("IdP Metadata Imported Date", printedDate)),
      ...timeFact("spMetadataExported", field("SP Metadata Exported Date", printedDate)),
      ...timeFact("testedAt", field("SSO Test Result Date", printedDate)),
      testStatus: test,
      recoveryUrl: field("Recovery URL Status", "\\w{2,20}"),
      entityId: field("Entity ID", "\\S{3,300}"),
    }),
    findings,
  };
};

export const readNetworkCluster: Reader = (body, { locate }) => {
  const parsed = parseNetworkCluster(body);
  if (!parsed.ok) return undefined;
  const nodes = parsed.value;
  const cut = nodes.filter((node) => !node.authenticated);
  const at = (some: typeof nodes) => locate.all(some.map((node) => node.address));
  return {
    facts: { nodes: nodes.map(({ address, host, role, authenticated }) => ({ address, host, role, authenticated })) },
    findings: [
      cut.length === 0
        ? finding("cluster.authenticated", "ok", at(nodes), { values: { count: nodes.length } })
        : finding("cluster.not-authenticated", "problem", at(cut), {
            values: { nodes: shown(cut.map((node) => node.host).join(", ")) },
          }),
    ],
  };
};

export const readReplication: Reader = (body, { locate }) => {
  const parsed = parseReplication(body);
  const flat = oneLine(body);
  const version = /DB Version: ?(\w{3,60})/i.exec(flat)?.[1];
  if (!parsed.ok) {
    if (
      !/Cluster Replication State|Database State Info|DB and Replication|dbreplication|Cisco DB is not running/i.test(
        body,
      )
    )
      return undefined;
    const values = { said: shown(parsed.line, 120) };
    const down = parsed.reason === "database-down";
    return {
      facts: facts({ state: parsed.reason, servers: [], databaseVersion: version }),
      findings: [
        down
          ? finding("replication.trouble", "problem", locate.all([parsed.line]), { values: { servers: "Cisco DB" } })
          : finding("replication.not-shown", "unknown", locate.all([parsed.line]), { values }),
      ],
    };
  }
  const servers = parsed.value;
  const bad = servers.filter((one) => one.state !== 2 || one.queue > 0 || !/^(?:Y\/Y\/Y|Yes)$/i.test(one.reachable));
  const named = bad.length > 0 ? bad : servers;
  const lines = locate.all(servers.length === 0 ? parsed.lines : named.map((one) => `${one.server} ${one.address}`));
  return {
    facts: facts({
      state: servers.length === 0 ? "single-node" : bad.length === 0 ? "healthy" : "trouble",
      servers: servers.map(({ server, address, reachable, queue, state }) => ({
        server,
        address,
        reachable,
        queue: queue === -1 ? null : queue,
        state: state === -1 ? null : state,
      })),
      databaseVersion: version,
    }),
    findings: [
      bad.length === 0
        ? finding("replication.healthy", "ok", lines, { values: { count: servers.length } })
        : finding("replication.trouble", "problem", lines, {
            values: { servers: shown(bad.map((one) => one.server).join(", ")) },
          }),
    ],
  };
};

export const readNtp: Reader = (body, { locate }) => {
  const parsed = parseNtp(body);
  if (!parsed.ok) return undefined;
  const words = wordsOf(body);
  // A peer's row: remote, refid, stratum, type; the remote carries a tally mark in front.
  const servers = words.flatMap((word, at) => {
    const remote = word.replace(/^[*+#xo.-]/, "");
    if (isIP(remote) === 0 || !/^\d{1,2}$/.test(words[at + 2] ?? "")) return [];
    if (!/^[ulbm-]$/.test(words[at + 3] ?? "")) return [];
    return [{ address: remote, stratum: Number(words[at + 2]), selected: word.startsWith("*") }];
  });
  const stratum = /at stratum (\d{1,2})/i.exec(parsed.value.line)?.[1];
  return {
    facts: facts({
      synchronised: parsed.value.synchronised,
      stratum: stratum === undefined ? undefined : Number(stratum),
      servers,
    }),
    findings: [
      parsed.value.synchronised
        ? finding("ntp.synchronised", "ok", locate.all(parsed.lines))
        : finding("ntp.unsynchronised", "problem", locate.all(parsed.lines)),
    ],
  };
};

export const readVersion: Reader = (body, { locate }) => {
  const parsed = parseVersion(body);
  const inactive = /Inactive Master Version:? {0,9}([\d.]{5,30}(?:-\d{1,6})?)/i.exec(oneLine(body))?.[1];
  if (!parsed.ok && inactive === undefined) return undefined;
  const lines = parsed.ok ? parsed.lines : [`Inactive Master Version: ${inactive}`];
  const options = contentLines(body).filter((line) => /\.cop(?:\.sgn)?$/i.test(line));
  const values = { release: parsed.ok ? parsed.value.full : (inactive ?? "") };
  const old = parsed.ok && parsed.value.major < 12;
  return {
    facts: facts({
      version: parsed.ok ? parsed.value.full : undefined,
      major: parsed.ok ? parsed.value.major : undefined,
      minor: parsed.ok ? parsed.value.minor : undefined,
      inactiveVersion: inactive,
      options,
    }),
    findings: [finding(old ? "version.before-12" : "version.since-12", "ok", locate.all(lines), { values })],
  };
};
