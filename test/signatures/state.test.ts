// Recognisers of version, network, replication, NTP, backups, SQL tables, SSO, changes and refusals.
import { describe, expect, it } from "vitest";
import { parseBackupHistory, parseBackupStatus } from "../../src/signatures/backups.ts";
import {
  parseCertificateRegeneration,
  parseCtlReset,
  parseCtlUpdate,
  parseItlReset,
} from "../../src/signatures/changes.ts";
import { parseNetworkCluster } from "../../src/signatures/network-cluster.ts";
import { parseNtp } from "../../src/signatures/ntp.ts";
import type { Parsed } from "../../src/signatures/parsed.ts";
import { isoOfPrinted } from "../../src/signatures/printed-date.ts";
import { refusalIn } from "../../src/signatures/refusal.ts";
import { parseReplication } from "../../src/signatures/replication.ts";
import { parseSqlTable } from "../../src/signatures/sql-table.ts";
import { parseSamlTraceLevel, parseSamlTraceSet, parseSsoStatus } from "../../src/signatures/sso.ts";
import { parseVersion } from "../../src/signatures/version.ts";
import { disguises, fixture, valueIn } from "./forms.ts";

const parsers: readonly (readonly [string, (raw: string) => Parsed<unknown>])[] = [
  ["show-version", parseVersion],
  ["network-cluster", parseNetworkCluster],
  ["replication-15", parseReplication],
  ["ntp-good", parseNtp],
  ["drs-history", parseBackupHistory],
  ["sso-status", parseSsoStatus],
];

describe.each(parsers)("%s", (name, parse) => {
  it("reads the same in every form", () => {
    const expected = valueIn(parse(fixture(name)));
    for (const [form, disguise] of Object.entries(disguises)) {
      expect(valueIn(parse(disguise(fixture(name)))), form).toEqual(expected);
    }
  });

  it("does not understand other output, and names its first line", () => {
    expect(parse("Something else\nhere")).toMatchObject({ ok: false, line: "Something else" });
    expect(parse("")).toMatchObject({ ok: false, line: "" });
  });
});

describe("show network cluster", () => {
  it("reads nodes that are not authenticated, and releases that print one name", () => {
    const text =
      "172.18.172.212 cucm911pub  Publisher not authenticated - INITIATOR since Tue Dec 3 12:43:24 2013\n" +
      "172.18.172.213 cucm911sub1 Subscriber authenticated using TCP since Tue Dec 3 14:24:20 2013\n";
    expect(valueIn(parseNetworkCluster(text))).toEqual([
      { address: "172.18.172.212", host: "cucm911pub", role: "publisher", authenticated: false },
      { address: "172.18.172.213", host: "cucm911sub1", role: "subscriber", authenticated: true },
    ]);
  });
});

describe("utils dbreplication runtimestate", () => {
  it("reads the table of 15", () => {
    expect(valueIn(parseReplication(fixture("replication-15")))).toEqual([
      { server: "cucm-sub1", address: "10.0.0.12", reachable: "Y/Y/Y", queue: 0, state: 2 },
      { server: "cucm-pub", address: "10.0.0.11", reachable: "Y/Y/Y", queue: 0, state: 2 },
    ]);
  });

  it("reads old layouts, where the LOOP? column also says Yes, and a server that is down", () => {
    const text =
      "server1     100.10.10.17 0.052  Yes  Connected   0     match  Yes   (2) PUB Setup Completed\n" +
      "server2     100.10.10.14 ------ No   Off-Line    12    match  Yes   (4) Setup Failed\n" +
      "cucm-sub2   10.0.0.13    0.200  N/Y/N     --       (g_4)          (-) DB Active-Dropped\n";
    expect(valueIn(parseReplication(text))).toEqual([
      { server: "server1", address: "100.10.10.17", reachable: "Yes", queue: 0, state: 2 },
      { server: "server2", address: "100.10.10.14", reachable: "No", queue: 12, state: 4 },
      { server: "cucm-sub2", address: "10.0.0.13", reachable: "N/Y/N", queue: -1, state: -1 },
    ]);
  });

  it("says that it is still being made, that the database is down, or that the node is alone", () => {
    expect(parseReplication("Replication status command in PROGRESS. Checked 1 tables out of 754")).toMatchObject({
      ok: false,
      reason: "in-progress",
    });
    expect(parseReplication("Cisco DB is not running")).toMatchObject({ ok: false, reason: "database-down" });
    const alone = "Runtime state cannot be performed on a cluster with a single active node; aborting operation";
    expect(parseReplication(alone)).toEqual({ ok: true, value: [], lines: [alone] });
  });
});

describe("utils ntp status", () => {
  it.each([
    ["unsynchronised\n   polling server every 8 s", false],
    ["synchronised to NTP server (10.0.0.1) at stratum 3", true],
    ["synchronized to local net at stratum 11", true],
    ["ntpd is stopped", false],
  ])("%s", (text, synchronised) => {
    expect(valueIn(parseNtp(text)).synchronised).toBe(synchronised);
  });
});

describe("backups", () => {
  it("are read with their result, and times with the zone only where it is certain", () => {
    expect(valueIn(parseBackupHistory(fixture("drs-history")))).toEqual([
      { file: "2025-12-12-13-44-12.tar", completedAt: "2025-12-12T21:45:19.000Z", success: true },
      { file: "2025-12-11-01-00-03.tar", completedAt: "2025-12-11T09:02:44.000Z", success: false },
      { file: "TAR file not created", completedAt: "2025-12-10T01:00:09", success: false },
    ]);
    expect(valueIn(parseBackupHistory("drfCliMsg:  No history data is available"))).toEqual([]);
  });

  it("are at work or not", () => {
    const status = (text: string): boolean => valueIn(parseBackupStatus(text));
    expect(status("drfCliMsg: No backup status available")).toBe(false);
    expect(status("Status: SUCCESS :Backup Completed...\nTar Filename: a.tar\nPercentage Complete: 100\n")).toBe(false);
    expect(status("Status: RUNNING\nTar Filename: a.tar\nOperation: BACKUP\nPercentage Complete: 40\n")).toBe(true);
    expect(status("Tar Filename: a.tar Percentage Complete: 40")).toBe(true);
    expect(status("Status: ERROR : Backup failed\nPercentage Complete: 40")).toBe(false);
    expect(parseBackupStatus("?")).toMatchObject({ ok: false });
  });

  it("name the agent that does not answer", () => {
    const text =
      "Unable to connect to Master Agent host: X, Port: 4040. This may be due to Master or Local Agent being down.";
    expect(parseBackupHistory(text)).toMatchObject({ ok: false, reason: "master-agent-unreachable", line: text });
    expect(parseBackupStatus(text)).toMatchObject({ ok: false, reason: "master-agent-unreachable" });
  });
});

describe("printed dates", () => {
  it.each([
    ["Fri Dec 12 13:45:19 PST 2025", "2025-12-12T21:45:19.000Z"],
    ["Fri Jan  2 16:18:22 -05 2026", "2026-01-02T21:18:22.000Z"],
    ["Fri Jan  2 16:18:22 +0530 2026", "2026-01-02T10:48:22.000Z"],
    ["Thu Dec 10 10:35:22 CST 2009", "2009-12-10T10:35:22"],
    ["Thu Oct 28 11:27:36 2021", "2021-10-28T11:27:36"],
    ["Thu Xyz 28 11:27:36 2021", undefined],
    ["Thu Oct 28 99:99:99 UTC 2021", undefined],
    ["", undefined],
  ])("%s", (printed, expected) => {
    expect(isoOfPrinted(printed)).toBe(expected);
  });
});

describe("run sql", () => {
  const text =
    "admin:run sql select a\nname        value\n=========== =====\nfirst thing 1    \nsecond      \n\nCommand successful\n";

  it("cuts columns at the rules, with blanks in values and empty values", () => {
    expect(valueIn(parseSqlTable(text))).toEqual({
      columns: ["name", "value"],
      rows: [
        { name: "first thing", value: "1" },
        { name: "second", value: "" },
      ],
    });
  });

  it("reads a value that is wider than its column, and a table on one line", () => {
    const wide = "paramname paramvalue\n========= ==========\nRollBackToPreGrayback F\n";
    const rows = [{ paramname: "RollBackToPreGrayback", paramvalue: "F" }];
    expect(valueIn(parseSqlTable(wide)).rows).toEqual(rows);
    expect(valueIn(parseSqlTable(wide.replace(/\n/g, " "))).rows).toEqual(rows);
  });

  it("reads no rows as no rows, and no table as not understood", () => {
    expect(valueIn(parseSqlTable("a b\n= =\n")).rows).toEqual([]);
    expect(parseSqlTable("A syntax error has occurred.")).toMatchObject({ ok: false, reason: "no-table" });
  });
});

describe("changes", () => {
  it("are done when the node says so, in every wording that is known", () => {
    expect(parseCtlUpdate("Updating CTL file CTL file Updated Please Restart the TFTP").ok).toBe(true);
    expect(parseCtlUpdate("Updating CTL file\nError").ok).toBe(false);
    expect(parseItlReset("ITL file Reset.\n").ok).toBe(true);
    expect(parseItlReset("ITLFile on all the active TFTP nodes will be reset now\n")).toMatchObject({
      ok: false,
      line: "ITLFile on all the active TFTP nodes will be reset now",
    });
    expect(parseCtlReset("CTL file Reset.").ok).toBe(true);
    const both = "Successfully Regenerated Certificate for tomcat and tomcat-client.\nYou must restart";
    expect(valueIn(parseCertificateRegeneration(both)).units).toEqual(["tomcat", "tomcat-client"]);
    expect(valueIn(parseSsoStatus("SSO Status: SAML SSO Disabled")).enabled).toBe(false);
  });
});

describe("the SAML trace level", () => {
  it.each([
    ["admin:show samltrace level\r\nCurrent SAML trace level is DEBUG\r\nadmin:", "debug"],
    ["show samltrace level\nTrace level: Warn\n", "warning"],
    ["INFO", "info"],
    ["The trace level is set to : FATAL", "fatal"],
  ])("is found in %j", (text, level) => {
    expect(valueIn(parseSamlTraceLevel(text))).toBe(level);
  });

  it.each([
    "",
    "No valid command entered",
    "admin:show samltrace level\n",
    "Executed command unsuccessfully",
    "The debugger is not installed",
    "set samltrace level debug",
  ])("is not read out of %j", (text) => {
    expect(parseSamlTraceLevel(text).ok).toBe(false);
  });

  it("counts as set only when the answer says so", () => {
    expect(parseSamlTraceSet("debug", "SAML trace level has been set to DEBUG").ok).toBe(true);
    expect(parseSamlTraceSet("debug", "Successful").ok).toBe(true);
    for (const text of ["", "set samltrace level debug", "Invalid trace level: debug", "SAML trace level is INFO"]) {
      expect(parseSamlTraceSet("debug", text).ok, text).toBe(false);
    }
  });

  it("stands beside the whole of utils sso status", () => {
    const text = `SSO Status: SAML SSO Enabled
SSO Test Result Date = Fri Apr 09 09:10:39 EDT 2021
SAML SSO Test Status = failed
Recovery URL Status = disabled
Entity ID = http://idp.lab.example/adfs/services/trust
`;
    expect(valueIn(parseSsoStatus(text))).toMatchObject({
      enabled: true,
      testPassed: false,
      recoveryUrl: false,
      idp: "http://idp.lab.example/adfs/services/trust",
    });
    expect(valueIn(parseSsoStatus(text)).metadataExported).toBeUndefined();
  });
});

describe("refusals", () => {
  it.each([
    ["No valid command entered", "unknown-command"],
    ["Enter valid values\nExecuted command unsuccessfully", "failed"],
    ["Executed command unsuccessfully.", "failed"],
    ["Insufficient privilege to run this command", "privilege"],
    ["This command requires privilege level 4", "privilege"],
    ["User is not authorized to run this command", "privilege"],
    ["utils itl reset localkey can be run on the publisher node only.\nExecuted command unsuccessfully", "wrong-node"],
  ])("%s", (text, kind) => {
    expect(refusalIn(text)?.kind).toBe(kind);
  });

  it("are not seen in ordinary answers", () => {
    for (const name of ["show-itl", "service-list", "show-cert-list-own", "replication-15", "drs-history"]) {
      expect(refusalIn(fixture(name)), name).toBeUndefined();
    }
  });
});
