// Impact, restart lists and dangerous combinations, against the facts they were taken from.
import { describe, expect, it } from "vitest";
import { type ClusterNode, certificateUnits, type Release, standardPorts } from "../../src/domain/cluster.ts";
import { nodeName } from "../../src/domain/ids.ts";
import { dangerousCombination, impactOf, impactOfAll } from "../../src/trust/impact.ts";
import { backupCertificate, consequences } from "../../src/trust/releases.ts";
import { mergedServices, restartable, restartOrder } from "../../src/trust/restarts.ts";

const release = (full: string): Release => {
  const [major = 0, minor = 0] = full.split(".").map(Number);
  return { full, major, minor };
};
const r11 = release("11.5.1.22900-28");
const r125 = release("12.5.1.18900-40");
const r14 = release("14.0.1.10000-20");
const r14su1 = release("14.0.1.11900-132");
const r14su2 = release("14.0.1.12900-161");
const r15 = release("15.0.1.12900-234");

const names = (services: readonly { readonly service: string }[] | undefined): string[] | undefined =>
  services?.map(({ service }) => service);

describe("the impact of a renewal", () => {
  it("is given for every unit, with its trust lists, and marked as derived", () => {
    const rows = certificateUnits.map((unit) => impactOf(unit, r15));
    expect(rows.map(({ unit, impact, lists, phones }) => `${unit} ${impact} ${lists.join("+")} ${phones}`)).toEqual([
      "tomcat low  none",
      "tomcat-ECDSA low  none",
      "CallManager high CTL+ITL all",
      "CallManager-ECDSA high CTL+ITL all",
      "TVS medium ITL some",
      "CAPF medium CTL+ITL all",
      "ITLRecovery high CTL+ITL all",
      "ipsec low  none",
    ]);
    expect(rows.every(({ impactDerived }) => impactDerived)).toBe(true);
  });

  it("has the long restart list and, from 14 on, the short one of the release", () => {
    expect(names(impactOf("CallManager", r15).safe.services)).toEqual([
      "Cisco CallManager",
      "Cisco CTIManager",
      "Cisco Trust Verification Service",
      "Cisco Tftp",
      "Cisco HAProxy",
    ]);
    expect(names(impactOf("CallManager", r15).short?.services)).toEqual(["Cisco HAProxy"]);
    expect(names(impactOf("CallManager", r14).short?.services)).toEqual([
      "Cisco CallManager",
      "Cisco CTIManager",
      "Cisco HAProxy",
    ]);
    expect(names(impactOf("CallManager-ECDSA", r14su1).short?.services)).toEqual([
      "Cisco CallManager",
      "Cisco HAProxy",
    ]);
    expect(impactOf("TVS", r15).short?.services).toEqual([]);
    expect(impactOf("TVS", r125).short).toBeUndefined();
    expect(names(impactOf("CallManager", r125).safe.services)).not.toContain("Cisco HAProxy");
    expect(names(impactOf("tomcat", r125).safe.services)).toEqual(["Cisco Tomcat"]);
    expect(names(impactOf("tomcat", r14).safe.services)).toContain("Cisco SSOSP Tomcat");
  });

  it("falls on DRS by the certificate that the release uses for it", () => {
    expect([r11, r125, r14, r14su1, r14su2, r15].map(backupCertificate)).toEqual([
      "ipsec",
      "ipsec",
      "tomcat",
      "tomcat",
      "tomcat-ECDSA",
      "tomcat",
    ]);
    expect(names(impactOf("tomcat", r15).safe.services)).toContain("Cisco DRF Master");
    expect(impactOf("ipsec", r15).notes).not.toContain("drs-uses-this-certificate");
    expect(impactOf("ipsec", r125).notes).toContain("drs-uses-this-certificate");
    const drf = names(impactOf("ipsec", r125).safe.services)?.filter((service) => service === "Cisco DRF Master");
    expect(drf).toHaveLength(1);
  });

  it("names the signer of the lists by release", () => {
    expect(impactOf("ITLRecovery", r15).notes).toContain("signs-the-lists");
    expect(impactOf("CallManager", r15).notes).not.toContain("signs-the-lists");
    expect(impactOf("CallManager", r11).notes).toContain("signs-the-lists");
    expect(impactOf("ITLRecovery", r15).phonesTwice).toBe(true);
    expect(impactOf("ITLRecovery", r11).phonesTwice).toBe(false);
  });

  it("leaves a 14 without build number undecided and gives it the longer list", () => {
    expect(consequences(release("14.0"))).toBe("14-unknown-update");
    expect(names(impactOf("CallManager", release("14.0")).short?.services)).toContain("Cisco CallManager");
  });
});

describe("renewing several certificates together", () => {
  it.each([
    [["CallManager", "TVS", "ITLRecovery"], r15, "all-anchors-replaced"],
    [["CallManager", "TVS", "ITLRecovery"], r11, "all-anchors-replaced"],
    [["CallManager", "TVS"], r15, "callmanager-and-tvs"],
    [["ITLRecovery", "TVS"], r15, "signer-and-tvs"],
    [["ITLRecovery", "TVS"], r11, "more-than-one"],
    [["CAPF", "CallManager"], r15, "more-than-one"],
    [["CallManager", "tomcat", "ipsec"], r15, undefined],
    [["TVS"], r15, undefined],
    [[], r15, undefined],
  ] as const)("%j on %o is %s", (units, on, danger) => {
    expect(dangerousCombination(units, on)?.danger).toBe(danger);
  });

  it("is high impact when they endanger each other, else as high as the gravest", () => {
    expect(impactOfAll(["TVS", "CAPF"], r15)).toBe("high");
    expect(impactOfAll(["TVS", "tomcat"], r15)).toBe("medium");
    expect(impactOfAll(["tomcat", "ipsec"], r15)).toBe("low");
  });
});

describe("restarts", () => {
  const node = (name: string, role: ClusterNode["role"]): ClusterNode => ({
    name: nodeName(name),
    address: "192.0.2.1",
    role,
    ports: standardPorts,
  });
  const nodes = [node("sub1", "subscriber"), node("pub", "publisher"), node("sub2", "subscriber")];

  it("go service by service, publisher first, only where the service runs", () => {
    const order = restartOrder(
      nodes,
      [
        { service: "Cisco Tftp", where: "every-node" },
        { service: "Cisco DRF Master", where: "publisher" },
      ],
      (service, name) => !(service === "Cisco Tftp" && name === "sub2"),
    );
    expect(order.map(({ node: on, service }) => `${on} ${service}`)).toEqual([
      "pub Cisco Tftp",
      "sub1 Cisco Tftp",
      "pub Cisco DRF Master",
    ]);
  });

  it("of several certificates name each service once, TVS before TFTP", () => {
    const impacts = [impactOf("TVS", r15), impactOf("CallManager", r15), impactOf("tomcat", r15)];
    expect(names(mergedServices(impacts, "safe"))).toEqual([
      "Cisco CallManager",
      "Cisco CTIManager",
      "Cisco Trust Verification Service",
      "Cisco Tftp",
      "Cisco HAProxy",
      "Cisco Tomcat",
      "Cisco DRF Master",
      "Cisco DRF Local",
    ]);
    expect(names(mergedServices([impactOf("tomcat", r15)], "safe", new Set(["sso-or-oauth"])))).toContain(
      "Cisco SSOSP Tomcat",
    );
  });

  it("by the short list fall back to the long one where the release has none", () => {
    expect(names(mergedServices([impactOf("TVS", r125)], "short"))).toEqual([
      "Cisco Trust Verification Service",
      "Cisco Tftp",
    ]);
  });

  it("of services outside the closed list are left to people", () => {
    expect(restartable("Cisco Tftp")).toBe(true);
    expect(restartable("Cisco Bulk Provisioning Service")).toBe(false);
    expect(restartable("Cisco Tftp; utils system restart")).toBe(false);
  });
});
