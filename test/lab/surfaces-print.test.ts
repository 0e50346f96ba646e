// show itl and show ctl against renderings that were made by another program.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { buildCluster } from "../../src/lab/cluster.ts";
import { printTrustList } from "../../src/lab/surfaces/ssh/print-trust-list.ts";

const samples = join(import.meta.dirname, "../../../shared/samples/tlv/cucm-layout");
const files = [
  "ITLFile-v115-before.tlv",
  "ITLFile-v12-after-all.tlv",
  "CTLFile-mixed-before.tlv",
  "CTLFile-mixed-after-update.tlv",
  "CTLFile-nonsecure.tlv",
] as const;

const lines = (text: string): string[] => text.trim().split(/\r?\n/);
const cluster = await buildCluster({ nodes: 1, phones: 0, seed: 21, mode: "mixed" });
await cluster.close();
const itl = cluster.publisher.trustList("ITL") ?? new Uint8Array();

describe("a printed trust list", () => {
  it.skipIf(!existsSync(samples)).each(files)(
    "equals the independent rendering of %s line by line (skipped where the samples folder is not there)",
    (file) => {
      const printed = printTrustList(file.startsWith("ITL") ? "ITL" : "CTL", readFileSync(join(samples, file)));
      expect(lines(printed)).toEqual(lines(readFileSync(join(samples, `${file}.show.txt`), "utf8")));
    },
  );

  it("has CUCM's own spellings, its length, its signer and every record", () => {
    const text = printTrustList("ITL", itl);
    expect(text).toContain(`Length of ITL file: ${itl.length}\n`);
    expect(text).toContain("8\tDIGESTALGORTITHM\t1\n9\tSIGNATUREALGOINFO\t2\t8\n10\tSIGNATUREALGORTITHM\t1\n");
    const signer = cluster.publisher.own
      .get("ITLRecovery")
      ?.serial.padStart(32, "0")
      .toUpperCase()
      .match(/../g)
      ?.join(":");
    expect(text).toContain(`5\tSERIALNUMBER\t16\t${signer}\n`);
    expect(text.match(/ITL Record #:/g)?.length).toBeGreaterThanOrEqual(6);
    expect(text.match(/was used to sign the ITL file/g)).toHaveLength(1);
    expect(text).toMatch(/\nThe ITL file was verified successfully\.\n$/);
  });

  it("prints signature bytes without zero padding, eight a line", () => {
    const rows = [...printTrustList("ITL", itl).matchAll(/^\t\t([0-9a-f]{1,2} .*)$/gm)].map((match) => match[1] ?? "");
    expect(rows).toHaveLength(32);
    for (const row of rows) expect(row.split(/ +/)).toHaveLength(8);
    expect(rows.join(" ")).not.toMatch(/\b0[0-9a-f]\b/);
  });

  it("says that a file whose bytes were changed does not verify", () => {
    const bent = Uint8Array.from(itl);
    bent[bent.length - 1] = (bent.at(-1) ?? 0) ^ 1;
    expect(printTrustList("ITL", bent)).toContain("The ITL file was not verified.");
  });

  it("says what a non-secure cluster says about its CTL", () => {
    expect(printTrustList("CTL", undefined)).toBe(
      "Length of CTL file: 0\nCTL File not found . Please run CTLClient plugin or run the CLI - utils ctl.. to generate the CTL file.\nError parsing the CTL File.\n",
    );
  });
});
