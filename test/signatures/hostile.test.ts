// No text breaks or stalls a recogniser: whatever a node prints, an answer comes in bounded time.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { terminalText } from "../../src/kernel/terminal-text.ts";
import { parseBackupHistory, parseBackupStatus } from "../../src/signatures/backups.ts";
import { parseCertificateList } from "../../src/signatures/certificate-list.ts";
import { parseOwnCertificate } from "../../src/signatures/certificate-own.ts";
import {
  parseCertificateRegeneration,
  parseCtlReset,
  parseCtlUpdate,
  parseItlReset,
} from "../../src/signatures/changes.ts";
import { parseNetworkCluster } from "../../src/signatures/network-cluster.ts";
import { parseNtp } from "../../src/signatures/ntp.ts";
import { isoOfPrinted } from "../../src/signatures/printed-date.ts";
import { refusalIn } from "../../src/signatures/refusal.ts";
import { parseReplication } from "../../src/signatures/replication.ts";
import { parseServiceList, parseServiceRestart } from "../../src/signatures/services.ts";
import { parseSqlTable } from "../../src/signatures/sql-table.ts";
import { parseSsoStatus } from "../../src/signatures/sso.ts";
import { parseTrustListPrint } from "../../src/signatures/trust-list-print.ts";
import { parseUpgradeStatus } from "../../src/signatures/upgrade.ts";
import { parseVersion } from "../../src/signatures/version.ts";
import { processorMs } from "../fakes/processor-time.ts";
import { fixture } from "./forms.ts";

const parsers: Readonly<Record<string, (raw: string) => unknown>> = {
  terminalText,
  parseBackupHistory,
  parseBackupStatus,
  parseUpgradeStatus,
  parseCertificateList,
  parseOwnCertificate,
  parseCertificateRegeneration,
  parseCtlReset,
  parseCtlUpdate,
  parseItlReset,
  parseNetworkCluster,
  parseNtp,
  isoOfPrinted,
  refusalIn,
  parseReplication,
  parseServiceList,
  parseServiceRestart: (raw) => parseServiceRestart("Cisco Tftp", raw),
  parseSqlTable,
  parseSsoStatus,
  parseItl: (raw) => parseTrustListPrint("ITL", raw),
  parseCtl: (raw) => parseTrustListPrint("CTL", raw),
  parseVersion,
};

const fixtures = [
  "show-itl",
  "show-ctl-nonsecure",
  "show-cert-own-14su2",
  "show-cert-own-old",
  "show-cert-list-own",
  "service-list",
  "network-cluster",
  "replication-15",
  "drs-history",
  "sso-status",
  "ntp-good",
].map(fixture);

/** A piece of a real answer, cut anywhere, with noise put in. */
const torn = fc
  .tuple(fc.constantFrom(...fixtures), fc.nat(6_000), fc.nat(6_000), fc.string({ maxLength: 20 }), fc.nat(6_000))
  .map(([text, from, length, noise, at]) => {
    const piece = text.slice(from % text.length, (from % text.length) + length);
    return piece.slice(0, at) + noise + piece.slice(at);
  });

const size = 60_000;
const repeated = [
  "a",
  " ",
  "\n",
  "\r",
  "\x1b",
  "\x1b[",
  "\x1b]",
  "-----BEGIN CERTIFICATE-----",
  "a/",
  "a/a.pem",
  "[STARTED]",
  "x[",
  "1 SERIALNUMBER ",
  "ITL Record #:1 ",
  "= ",
  "=",
  "Status: ",
  "SSO Status: ",
  ".tar ",
  "TAR file not created ",
  ":",
  "1.1.1.1 ",
  "1.1.1.1 a ",
  "Y/Y/Y ",
  "a.b 1.0 Yes ",
  "synchronised to ",
  "Serial Number : ",
  "privilege ",
  "insufficient ",
  "admin:",
  "admin:\n",
  "Active Master Version: 1.",
  "\u00a0",
  "é",
  "Fri Dec 12 ",
];

describe.each(Object.entries(parsers))("%s", (_name, parse) => {
  it("answers for any text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 400 }), (text) => void parse(text)),
      { numRuns: 150 },
    );
  });

  it("answers for real answers torn apart", () => {
    fc.assert(
      fc.property(torn, (text) => void parse(text)),
      { numRuns: 150 },
    );
  });

  it("answers for 60,000 characters of any one thing in time", async () => {
    for (const piece of repeated) {
      const text = piece.repeat(Math.ceil(size / piece.length));
      // They take milliseconds; anything quadratic takes minutes.
      expect(await processorMs(() => parse(text)), JSON.stringify(piece)).toBeLessThan(5_000);
    }
  });
});
