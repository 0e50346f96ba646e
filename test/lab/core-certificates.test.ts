// What the cluster is made of: certificates as CUCM has them, lists with the right records, stores, and the seed.
import { X509Certificate } from "node:crypto";
import { afterEach, describe, expect, it } from "vitest";
import { trustRoles } from "../../src/domain/cluster.ts";
import { nodeName } from "../../src/domain/ids.ts";
import { buildCluster, type LabCluster } from "../../src/lab/cluster.ts";
import { LabRefusal } from "../../src/lab/refusal.ts";
import { readCertificate } from "../../src/trust/certificate.ts";
import { isTrustList, readTrustList } from "../../src/trust/tlv-read.ts";
import { verifyTrustList } from "../../src/trust/tlv-verify.ts";
import type { TrustList } from "../../src/trust/types.ts";

const open: LabCluster[] = [];
afterEach(() => Promise.all(open.splice(0).map((cluster) => cluster.close())));

async function build(options: Parameters<typeof buildCluster>[0] = {}): Promise<LabCluster> {
  const cluster = await buildCluster({ nodes: 2, phones: 2, seed: 7, startTime: Date.parse("2026-11-22"), ...options });
  open.push(cluster);
  return cluster;
}

function list(bytes: Uint8Array | undefined): TrustList {
  const read = readTrustList(bytes ?? new Uint8Array());
  if (!isTrustList(read)) throw new Error(read.detail);
  return read;
}

const rolesIn = (read: TrustList): string[] =>
  read.records.map(({ role, dnsName, subject }) => {
    const name = Object.entries(trustRoles).find(([, number]) => number === role)?.[0];
    return `${name} ${dnsName.split(".")[0]} ${/CN=([^;,.]*)/.exec(subject)?.[1]}`;
  });

describe("certificates", () => {
  it("stand where CUCM has them: CAPF and ITLRecovery on the publisher alone", async () => {
    const cluster = await build();
    const all = ["tomcat", "tomcat-ECDSA", "CallManager", "CallManager-ECDSA", "TVS", "ipsec"];
    expect([...cluster.publisher.own.keys()].sort()).toEqual([...all, "CAPF", "ITLRecovery"].sort());
    expect([...(cluster.node("cucm-sub1")?.own.keys() ?? [])].sort()).toEqual(all.sort());
  });

  it("carry 16-byte serials, five years, CUCM's names and their own keys", async () => {
    const cluster = await build();
    for (const node of cluster.nodes) {
      for (const [unit, identity] of node.own) {
        const read = new X509Certificate(identity.der);
        expect(identity.serial).toMatch(/^[4-7][0-9a-f]{31}$/);
        expect(Date.parse(identity.notAfter) - Date.parse(identity.notBefore)).toBe(5 * 365 * 24 * 3600 * 1000);
        expect(read.toLegacyObject().subject.O).toBe("Example Co");
        expect(readCertificate(identity.pem).sha256).toBe(readCertificate(identity.der).sha256);
        expect(identity.keyType).toBe(unit.endsWith("ECDSA") ? "EC" : "RSA");
      }
    }
    const names = [...cluster.publisher.own].map(([unit, { commonName }]) => `${unit}: ${commonName}`);
    expect(names).toContain("tomcat-ECDSA: cucm-pub-EC.lab.example");
    expect(names).toContain("ITLRecovery: ITLRECOVERY_cucm-pub.lab.example");
    expect(names.join()).toMatch(/CAPF: CAPF-[0-9a-f]{8}/);
  });

  it("follow from the seed in everything but the keys", async () => {
    const [one, same, other] = [await build(), await build(), await build({ seed: 8 })];
    const serials = (cluster: LabCluster): string[] => cluster.databaseView().map((row) => row.serialnumber);
    expect(serials(one)).toEqual(serials(same));
    expect(serials(one)).not.toEqual(serials(other));
    expect(one.phones.map((phone) => phone.name)).toEqual(same.phones.map((phone) => phone.name));
    expect(one.accounts).toEqual(same.accounts);
  });

  it("can be one multi-SAN Tomcat for all nodes, or signed by the lab CA", async () => {
    const multi = await build({ tomcat: "multi-san" });
    const [first, second] = multi.nodes.map((node) => node.identity("tomcat"));
    expect(first?.serial).toBe(second?.serial);
    expect(readCertificate(first?.der ?? "").names).toEqual([
      "cucm-pub.lab.example",
      "cucm-sub1.lab.example",
      "lab.example",
    ]);
    const signed = (await build({ tomcat: "ca-signed" })).publisher.identity("tomcat");
    expect(signed.description).toBe("Certificate Signed by Example Co Lab CA");
    expect(signed.chainPem.match(/BEGIN CERTIFICATE/g)).toHaveLength(2);
  });
});

describe("trust lists", () => {
  it("hold each TFTP server's CallManager twice, ITLRecovery, every TVS and CAPF, signed by ITLRecovery", async () => {
    const cluster = await build();
    const sub = list(cluster.node("cucm-sub1")?.trustList("ITL"));
    expect(rolesIn(sub).map((role) => role.replace(/CAPF-[0-9a-f]{8}/, "CAPF-x"))).toEqual([
      "SAST cucm-pub ITLRECOVERY_cucm-pub",
      "SAST cucm-sub1 cucm-sub1",
      "CCM+TFTP cucm-sub1 cucm-sub1",
      "CCM+TFTP cucm-sub1 cucm-sub1-EC",
      "TVS cucm-pub cucm-pub",
      "TVS cucm-sub1 cucm-sub1",
      "CAPF cucm-pub CAPF-x",
    ]);
    expect(verifyTrustList(sub, cluster.publisher.identity("ITLRecovery").der)).toBe("valid");
    expect(cluster.publisher.trustList("CTL")).toBeUndefined();
  });

  it("of the CTL kind hold every CallManager and no TVS", async () => {
    const cluster = await build({ mode: "mixed" });
    const ctl = list(cluster.publisher.trustList("CTL"));
    expect(ctl.kind).toBe("CTL");
    expect(ctl.records.some((record) => record.role === trustRoles.TVS)).toBe(false);
    expect(rolesIn(ctl).filter((role) => role.startsWith("CCM+TFTP"))).toHaveLength(4);
    expect(verifyTrustList(ctl, cluster.publisher.identity("ITLRecovery").der)).toBe("valid");
  });

  it("stay byte for byte when TFTP restarts and nothing changed, and not when a certificate did", async () => {
    const cluster = await build({ clockScale: 1000 });
    const before = cluster.publisher.trustList("ITL");
    await cluster.hands.restartService("Cisco Tftp");
    expect(cluster.publisher.trustList("ITL")).toEqual(before);
    await cluster.hands.renew(["TVS"], { node: nodeName("cucm-sub1") });
    expect(cluster.publisher.trustList("ITL")).not.toEqual(before);
  });
});

describe("stores and TVS", () => {
  it("keep old copies beside new ones on every node, without keys, and TVS vouches for both", async () => {
    const cluster = await build();
    const old = cluster.publisher.identity("CallManager");
    await cluster.hands.renew(["CallManager"]);
    const now = cluster.publisher.identity("CallManager");
    for (const node of cluster.nodes) {
      const held = node.trust.get("CallManager-trust") ?? [];
      expect(held.map(({ serial }) => serial)).toEqual(expect.arrayContaining([old.serial, now.serial]));
      expect(held.every((certificate) => certificate.keyPem === undefined)).toBe(true);
      expect(node.tvsVerify(now.der)).toMatchObject({ found: true, roles: [0, 2] });
      expect(node.tvsVerify(old.der).found).toBe(true);
      expect(node.tvsQuery(now.issuer.replaceAll(",", ";"), now.serial).certificate?.serial).toBe(now.serial);
    }
  });

  it("do not vouch for a stranger with a known name and serial", async () => {
    const cluster = await build();
    const [node] = cluster.nodes;
    const known = cluster.publisher.identity("CallManager");
    const forged = Uint8Array.from(known.der);
    forged[forged.length - 1] = (forged[forged.length - 1] ?? 0) ^ 1;
    expect(node?.tvsVerify(known.der).found).toBe(true);
    expect(node?.tvsVerify(forged)).toEqual({ found: false, roles: [], ttlSeconds: 0 });
    expect(node?.tvsQuery("CN=nobody", known.serial).found).toBe(false);
  });

  it("leave a node that is off as it was, and bring it up to date when it returns", async () => {
    const cluster = await build();
    const sub = cluster.node("cucm-sub1");
    const before = sub?.identity("TVS").serial;
    cluster.hands.powerNode(nodeName("cucm-sub1"), false);
    await cluster.hands.renew(["TVS", "ITLRecovery"]);
    const recovery = cluster.publisher.identity("ITLRecovery");
    expect(sub?.identity("TVS").serial).toBe(before);
    expect(sub?.tvsVerify(recovery.der).found).toBe(false);
    cluster.hands.powerNode(nodeName("cucm-sub1"), true);
    expect(sub?.tvsVerify(recovery.der).found).toBe(true);
    expect(list(sub?.trustList("ITL")).signer.serial).toBe(recovery.serial);
  });

  it("are printed by the database with its own order of names", async () => {
    const cluster = await build();
    const row = cluster.databaseView().find(({ service }) => service === "CAPF");
    expect(row?.subjectname).toMatch(/^L=Dallas,ST=Texas,CN=CAPF-[0-9a-f]{8},OU=Voice,O=Example Co,C=US$/);
    expect(row?.pkid).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  });
});

describe("sizes that a practice cluster cannot have", () => {
  it("are refused with a sentence", async () => {
    await expect(buildCluster({ nodes: 21 })).rejects.toThrow(LabRefusal);
    await expect(buildCluster({ phones: 10_001 })).rejects.toThrow("0 to 10000 phones");
    await expect(buildCluster({ phones: -1 })).rejects.toThrow(LabRefusal);
  });
});
