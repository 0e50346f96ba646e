// The collected samples of real output, where they are at hand: nothing in them may go unread.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { parseBackupHistory, parseBackupStatus } from "../../src/signatures/backups.ts";
import { parseCertificateList } from "../../src/signatures/certificate-list.ts";
import { parseOwnCertificate } from "../../src/signatures/certificate-own.ts";
import { parseCertificateRegeneration, parseCtlUpdate, parseItlReset } from "../../src/signatures/changes.ts";
import { parseNetworkCluster } from "../../src/signatures/network-cluster.ts";
import { parseNtp } from "../../src/signatures/ntp.ts";
import type { Parsed } from "../../src/signatures/parsed.ts";
import { parseReplication } from "../../src/signatures/replication.ts";
import { parseServiceList, parseServiceRestart } from "../../src/signatures/services.ts";
import { parseSqlTable } from "../../src/signatures/sql-table.ts";
import { parseSsoStatus } from "../../src/signatures/sso.ts";
import { parseTrustListPrint } from "../../src/signatures/trust-list-print.ts";
import { parseVersion } from "../../src/signatures/version.ts";
import { valueIn } from "./forms.ts";

const folder = fileURLToPath(new URL("../../../shared/samples/cli/", import.meta.url));
const here = existsSync(folder);
const read = (name: string): string => readFileSync(`${folder}${name}`, "utf8");

const readers: readonly (readonly [RegExp, (raw: string) => Parsed<unknown>])[] = [
  [/^show-ctl/, (raw) => parseTrustListPrint("CTL", raw)],
  [/^show-itl/, (raw) => parseTrustListPrint("ITL", raw)],
  [/^show-cert-list/, parseCertificateList],
  [/^show-cert-own/, parseOwnCertificate],
  [/^utils-service-list/, parseServiceList],
  [/^utils-service-restart-cisco-finesse/, (raw) => parseServiceRestart("Cisco Finesse Tomcat", raw)],
  [/^show-network-cluster/, parseNetworkCluster],
  [/^utils-dbreplication-runtimestate--[1-7]/, parseReplication],
  [/^utils-ntp/, parseNtp],
  [/^show-version/, parseVersion],
  [/^run-sql/, parseSqlTable],
  [/history-backup/, parseBackupHistory],
  [/status-backup/, parseBackupStatus],
  [/sso-status/, parseSsoStatus],
  [/utils-ctl-update/, parseCtlUpdate],
  [/utils-itl-reset/, parseItlReset],
  [/set-cert-regen/, parseCertificateRegeneration],
];

describe.skipIf(!here)("samples of CUCM's command line (skipped where the folder shared/samples is not there)", () => {
  const names = here ? readdirSync(folder).filter((name) => name.endsWith(".txt")) : [];

  it.each(
    names.flatMap((name) => readers.filter(([shape]) => shape.test(name)).map(([, parse]) => [name, parse] as const)),
  )("%s is understood", (name, parse) => {
    expect(parse(read(name))).toMatchObject({ ok: true });
  });

  it("reads a listing whose line breaks were lost as it reads its twin", () => {
    for (const name of ["show-ctl--2", "show-ctl--9"]) {
      const lost = valueIn(parseTrustListPrint("CTL", read(`${name}.txt`)));
      expect(lost).toEqual(valueIn(parseTrustListPrint("CTL", read(`${name}.reflowed.txt`))));
      expect(lost.verified).toBe(true);
    }
  });

  it("reads the signer and the records of the 10.5 CTL", () => {
    const ctl = valueIn(parseTrustListPrint("CTL", read("show-ctl--9.txt")));
    expect(ctl.signerSerial).toBe("70caf64e090751b9df22f49f754fc5bb");
    expect(ctl.records.map((record) => record.role)).toEqual(["SAST", "CCM+TFTP", "CAPF", "CCM+TFTP"]);
  });

  it("reads both rows of a replication table that lost its line breaks, and the row that was cut off", () => {
    expect(valueIn(parseReplication(read("utils-dbreplication-runtimestate--7.txt"))).map((row) => row.state)).toEqual([
      2, 2,
    ]);
    expect(valueIn(parseReplication(read("utils-dbreplication-runtimestate--5.txt"))).map((row) => row.state)).toEqual([
      2, 2, 2, -1,
    ]);
    expect(valueIn(parseReplication(read("utils-dbreplication-runtimestate--4.txt")))).toHaveLength(2);
  });

  it("reads every row of the certificate inventory", () => {
    const table = valueIn(parseSqlTable(read("run-sql-certificate-inventory--1.txt")));
    expect(table.rows.length).toBeGreaterThan(50);
    expect(table.rows.every((row) => /^[0-9a-f]+$/.test(row.serialnumber ?? ""))).toBe(true);
    expect(table.rows.filter((row) => row.name === "TVS").length).toBeGreaterThan(0);
  });
});
