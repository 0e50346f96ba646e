// Every release that can be practised with: who signs, what starts anew by itself, and prints that the product's parsers understand.
import { afterEach, describe, expect, it } from "vitest";
import type { Lab, StartLabOptions } from "../../src/lab/index.ts";
import type { LabNode } from "../../src/lab/model.ts";
import { type ReleaseKey, releaseKeys, releaseNamed, releaseProfiles } from "../../src/lab/release.ts";
import { parseOwnCertificate } from "../../src/signatures/certificate-own.ts";
import { parseCertificateRegeneration, parseCtlUpdate, parseItlReset } from "../../src/signatures/changes.ts";
import { parseVersion } from "../../src/signatures/version.ts";
import { listSigner, localkeySigner } from "../../src/trust/releases.ts";
import { isTrustList, readTrustList } from "../../src/trust/tlv-read.ts";
import { start, until } from "./core-world.ts";
import { ShellClient } from "./surfaces-shell.ts";

let lab: Lab;
const shells: ShellClient[] = [];
afterEach(async () => {
  for (const shell of shells.splice(0)) shell.close();
  await lab.close();
});

async function begin(release: ReleaseKey, more: StartLabOptions = {}): Promise<readonly [LabNode, LabNode]> {
  lab = await start({ release, phones: 2, ...more });
  const [pub, sub] = lab.cluster.nodes;
  if (pub === undefined || sub === undefined) throw new Error("two nodes");
  return [pub, sub];
}

const signerOf = (node: LabNode, kind: "ITL" | "CTL" = "ITL"): string => {
  const list = readTrustList(node.trustList(kind) ?? new Uint8Array());
  if (!isTrustList(list)) throw new Error(list.fault);
  return list.signer.serial;
};
const serial = (node: LabNode, unit: "CallManager" | "ITLRecovery" | "TVS"): string => node.own.get(unit)?.serial ?? "";

async function shellOf(node: LabNode): Promise<ShellClient> {
  const shell = await ShellClient.open(node, lab.accounts.change, 400);
  shells.push(shell);
  return shell;
}

describe.each(releaseKeys)("release %s", (key) => {
  const profile = releaseProfiles[key];

  it("signs lists, and localkey lists, with the keys that the trust domain expects of it", async () => {
    const [pub, sub] = await begin(key, { mode: "mixed" });
    const owner = (node: LabNode, unit: "CallManager" | "ITLRecovery"): string =>
      serial(unit === "ITLRecovery" && profile.recoveryOn === "publisher" ? pub : node, unit);
    const usual = listSigner(profile.release);
    const other = localkeySigner(profile.release);
    expect([signerOf(pub), signerOf(sub)]).toEqual([owner(pub, usual), owner(sub, usual)]);
    expect(signerOf(sub, "CTL")).toBe(owner(pub, usual));
    await lab.hands.itlReset("localkey");
    expect([signerOf(pub), signerOf(sub)]).toEqual([owner(pub, other), owner(sub, other)]);
    await lab.hands.ctlReset();
    expect(signerOf(sub, "CTL")).toBe(owner(pub, other));
  });

  it("prints what the product's parsers understand", async () => {
    const [pub] = await begin(key, { mode: "mixed" });
    const shell = await shellOf(pub);
    const own = parseOwnCertificate(await shell.run("show cert own CallManager"));
    expect(own).toMatchObject({ ok: true, value: { serial: serial(pub, "CallManager") } });
    expect(parseVersion(await shell.run("show version active"))).toMatchObject({ ok: true, value: profile.release });
    expect(parseItlReset(await shell.run("utils itl reset localkey"))).toMatchObject({ ok: true });
    shell.seen = "";
    shell.type("utils ctl update CTLFile\r");
    await shell.until(/\(y\/n\): $/);
    shell.type("y\r");
    await shell.until(/CTL file Updated[\s\S]*admin:$/);
    expect(parseCtlUpdate(shell.seen)).toMatchObject({ ok: true });
    shell.seen = "";
    shell.type("set cert regen TVS\r");
    await shell.until(/\(yes\|no\)\? $/);
    shell.type("yes\r");
    await shell.until(/regenerated certificate[\s\S]*admin:$/i);
    expect(parseCertificateRegeneration(shell.seen)).toMatchObject({ ok: true, value: { units: ["TVS"] } });
  });

  it("loads a renewed TVS certificate by itself, or not before it is restarted", async () => {
    const [pub] = await begin(key);
    const before = serial(pub, "TVS");
    await lab.hands.renew(["TVS"]);
    const shown = () => pub.loadedCertificates("tvs").rsa?.serial;
    const list = pub.trustList("ITL");
    if (profile.restartsByItself.TVS === undefined) {
      expect(shown()).toBe(before);
      await lab.hands.restartService("Cisco Trust Verification Service");
    } else await until(lab.cluster, () => shown() !== before && pub.listens("tvs"));
    expect(shown()).toBe(serial(pub, "TVS"));
    if (!profile.rebuildsListsByItself) {
      expect(pub.trustList("ITL")).toBe(list);
      await lab.hands.restartService("Cisco Tftp");
    }
    const now = readTrustList(pub.trustList("ITL") ?? new Uint8Array());
    expect(isTrustList(now) && now.records.some((record) => record.serial === serial(pub, "TVS"))).toBe(true);
  });
});

describe("releases", () => {
  it("are known by the names that people use", () => {
    expect(releaseNamed("15")).toBe("15SU2");
    expect(releaseNamed("15su")).toBe("15SU2");
    expect(releaseNamed("14su2")).toBe("14SU2");
    expect(releaseNamed("constructor")).toBeUndefined();
  });

  it("ask for the client certificate of Tomcat in 15SU5", async () => {
    const [, sub] = await begin("15SU5");
    const shell = await shellOf(sub);
    shell.type("set cert regen tomcat\r");
    await shell.until(/Proceed with regeneration \(yes\|no\)\? $/);
    shell.type("yes\r");
    await shell.until(/tomcat-client \(yes\|no\) \? $/);
    shell.type("yes\r");
    await shell.until(/Successfully Regenerated Certificate for tomcat and tomcat-client\.[\s\S]*admin:$/);
  });

  it("before 12.5 give every node its own ITLRecovery, and before 14 its own CAPF; 11.5 knows no HAProxy", async () => {
    const [pub, sub] = await begin("11.5");
    expect(serial(sub, "ITLRecovery")).not.toBe(serial(pub, "ITLRecovery"));
    expect(sub.own.has("CAPF")).toBe(true);
    expect(sub.services.has("Cisco HAProxy")).toBe(false);
    expect(pub.listens("https")).toBe(true);
  });

  it("up to 14SU2 let hardware tokens sign the CTL, until a CTL command makes it tokenless", async () => {
    const [pub] = await begin("14", { mode: "mixed", ctl: "tokens" });
    const list = readTrustList(pub.trustList("CTL") ?? new Uint8Array());
    expect(isTrustList(list) && list.signer.name).toContain("SAST-ADN0054f509");
    lab.hands.resetPhones();
    await lab.cluster.phonesSettled();
    await lab.hands.ctlUpdate();
    expect(signerOf(pub, "CTL")).toBe(serial(pub, "ITLRecovery"));
    lab.hands.resetPhones();
    await until(lab.cluster, () => lab.cluster.phones.every((phone) => phone.registration?.status === "Registered"));
    await lab.hands.ctlClient();
    expect(signerOf(pub, "CTL")).not.toBe(serial(pub, "ITLRecovery"));
    await expect(start({ release: "15SU2", mode: "mixed", ctl: "tokens" })).rejects.toThrow("until release 14SU2");
  });

  it("from 14 on can reuse one Tomcat certificate as CallManager's: its next renewal changes the trust lists", async () => {
    const [pub, sub] = await begin("14SU2", { tomcat: "multi-san" });
    await lab.hands.reuseTomcat();
    expect(serial(pub, "CallManager")).toBe(pub.own.get("tomcat")?.serial);
    expect(serial(sub, "CallManager")).toBe(serial(pub, "CallManager"));
    const before = sub.trustList("ITL");
    await lab.hands.renew(["tomcat"]);
    expect(serial(sub, "CallManager")).toBe(pub.own.get("tomcat")?.serial);
    expect(sub.trustList("ITL")).not.toEqual(before);
    await expect(lab.hands.renew(["CallManager"])).rejects.toThrow("renew tomcat");
    await expect(start({ release: "12.5", tomcat: "multi-san" })).rejects.toThrow("from release 14");
  });

  it("give phones nothing they can keep when a list is over 64 KB", async () => {
    const [pub] = await begin("15SU2");
    lab.hands.setPhoneInteraction("manual");
    const names = Array.from({ length: 700 }, (_, at) => `site-${at}.branch-office.phones.lab.example`);
    await lab.hands.renew(["TVS"], { names });
    expect(pub.trustList("ITL")?.length).toBeGreaterThan(65_536);
    lab.hands.rebootPhones();
    await lab.cluster.phonesSettled();
    expect(lab.cluster.phones.map((phone) => phone.registration?.status)).toEqual(["UnRegistered", "UnRegistered"]);
    lab.hands.deleteTrustLists();
    await lab.cluster.phonesSettled();
    expect(lab.cluster.phones.every((phone) => phone.registration?.status === "UnRegistered")).toBe(true);
  });
});
