// A phone's signed configuration: who signed it, and what is left when somebody touched it.
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildCluster, type LabCluster } from "../../src/lab/cluster.ts";
import { callManagersIn } from "../../src/lab/config-file.ts";
import { readSignedFile, signedBy } from "../../src/lab/signed-file.ts";

let cluster: LabCluster;
let file: Uint8Array;
beforeAll(async () => {
  cluster = await buildCluster({ nodes: 2, phones: 2, seed: 7 });
  file = cluster.publisher.tftpFile(`${cluster.phones[0]?.name}.cnf.xml.sgn`) ?? new Uint8Array();
});
afterAll(() => cluster.close());

describe("a signed configuration file", () => {
  it("names its phone, its call managers, and the CallManager certificate of the server that signed it", () => {
    const read = readSignedFile(file);
    expect(read?.fileName).toBe(`${cluster.phones[0]?.name}.cnf.xml.sgn`);
    expect(callManagersIn(read?.content ?? "")).toEqual(["cucm-pub.lab.example", "cucm-sub1.lab.example"]);
    expect(read && signedBy(read, cluster.publisher.identity("CallManager").der)).toBe(true);
    expect(read && signedBy(read, cluster.publisher.identity("TVS").der)).toBe(false);
    expect(read && signedBy(read, cluster.node("cucm-sub1")?.identity("CallManager").der ?? file)).toBe(false);
  });

  it("is not valid with any byte changed", () => {
    fc.assert(
      fc.property(fc.nat({ max: 10_000 }), fc.integer({ min: 1, max: 255 }), (where, change) => {
        const touched = Uint8Array.from(file);
        const at = where % touched.length;
        touched[at] = (touched[at] ?? 0) ^ change;
        const read = readSignedFile(touched);
        expect(read !== undefined && signedBy(read, cluster.publisher.identity("CallManager").der)).toBe(false);
      }),
      { numRuns: 200 },
    );
  });

  it("is nothing when it is cut off or random bytes", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        const read = readSignedFile(bytes);
        expect(read === undefined || read.signature.length <= bytes.length).toBe(true);
      }),
    );
    for (const length of [0, 1, 2, 3, 50, 300]) expect(readSignedFile(file.subarray(0, length))).toBeUndefined();
  });

  it("exists only for phones of the cluster", () => {
    for (const name of ["SEP001122334455.cnf.xml.sgn", "../etc/passwd", "SEP.cnf.xml.sgn", ""]) {
      expect(cluster.publisher.tftpFile(name)).toBeUndefined();
    }
    const list = Buffer.from(cluster.publisher.tftpFile("ConfigFileCacheList.txt") ?? "").toString();
    expect(list.split("\r\n")).toEqual([...cluster.phones.map((phone) => phone.name), ""]);
    expect(cluster.publisher.tftpFile(`ITL${cluster.phones[0]?.name}.tlv`)).toEqual(cluster.publisher.trustList("ITL"));
  });
});
