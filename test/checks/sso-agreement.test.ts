// What the readings about single sign-on are taken for, where a zone has several meanings or a node could not be read.
import { describe, expect, it } from "vitest";
import type { Seen, SsoAgreementFacts, SsoNode } from "../../src/checks/sso-agreement/check.ts";
import { judgeAgreement } from "../../src/checks/sso-agreement/judge.ts";
import type { Cluster } from "../../src/domain/cluster.ts";
import { standardPorts } from "../../src/domain/cluster.ts";
import type { Evidence } from "../../src/domain/finding.ts";
import { clusterId, nodeName } from "../../src/domain/ids.ts";
import { parseSsoStatus } from "../../src/signatures/sso.ts";
import type { Certificate } from "../../src/trust/types.ts";

const [pub, sub] = [nodeName("cucm-pub"), nodeName("cucm-sub1")];
const node = (name: typeof pub, role: "publisher" | "subscriber") =>
  ({ name, role, address: "192.0.2.1", ports: standardPorts }) as const;
const cluster: Cluster = {
  id: clusterId("hq"),
  name: "HQ",
  practice: true,
  nodes: [node(pub, "publisher"), node(sub, "subscriber")],
};
const evidence: Evidence = {
  system: "CUCM CLI",
  at: "2026-11-22T12:00:00.000Z",
  source: "-",
  excerpt: "-",
  digest: "",
};
const seen = <T>(value: T): Seen<T> => ({ value, evidence });

const tomcat: Certificate = {
  subject: "CN=cucm-pub-ms",
  issuer: "CN=Lab CA",
  commonName: "cucm-pub-ms",
  serial: "5a31",
  sha256: "ab".repeat(32),
  notBefore: "2026-11-22T18:00:00.000Z",
  notAfter: "2031-11-22T18:00:00.000Z",
  names: ["cucm-pub", "cucm-sub1"],
  key: { type: "RSA", bits: 2048 },
  extendedKeyUsage: [],
  selfSigned: false,
  ca: false,
  der: new Uint8Array(),
};

/** As the node prints it, by its own clock. */
const printed = (exported: string, test = "passed"): NonNullable<SsoNode["state"]> => {
  const parsed = parseSsoStatus(
    `SSO Status: SAML SSO Enabled\nSP Metadata Exported Date = ${exported}\nSSO Test Result Date = ${exported}\nSAML SSO Test Status = ${test}\n`,
  );
  if (!parsed.ok) throw new Error("not read");
  return seen(parsed.value);
};
const one = (exported: string, test?: string): SsoNode => {
  return { node: pub, state: printed(exported, test), stored: seen(tomcat), served: seen(tomcat) };
};
const judged = (nodes: readonly SsoNode[], more: Partial<SsoAgreementFacts> = {}) =>
  judgeAgreement(
    {
      nodes,
      recovery: undefined,
      uses: "tomcat",
      mode: "cluster-wide",
      release: undefined,
      reused: false,
      earlier: [],
      ...more,
    },
    cluster,
    Date.parse("2026-11-23T00:00:00.000Z"),
  );
const datesOf = (exported: string) =>
  judged([one(exported)]).flatMap(({ id, code, verdict }) => (id.includes(":dates:") ? [`${code} ${verdict}`] : []));

describe("the export of the metadata beside the start of the certificate", () => {
  it.each([
    // 12:30 in Chicago is after the renewal, in Shanghai before it.
    ["Sun Nov 22 12:30:00 CST 2026", "sso.metadata-close unknown"],
    ["Sun Nov 22 12:30:00 PST 2026", "sso.metadata-newer ok"],
    ["Sun Nov 22 12:30:00 EST 2026", "sso.metadata-older problem"],
    ["Fri Nov 20 12:30:00 CST 2026", "sso.metadata-older problem"],
    ["Tue Nov 24 12:30:00 IST 2026", "sso.metadata-newer ok"],
  ])("%s: %s", (exported, expected) => {
    expect(datesOf(exported)).toEqual([expected]);
  });

  it("says a time of such a zone as it was printed, never in another one", () => {
    const [found] = judged([one("Sun Nov 22 12:30:00 CST 2026")]).filter(({ code }) => code === "sso.metadata-close");
    expect(found?.title.values?.exported).toBe("2026-11-22 12:30:00 CST");
  });
});

describe("the multi-server certificate", () => {
  it("is complete only where every node’s certificate could be read", () => {
    const state = printed("Tue Nov 24 12:30:00 UTC 2026");
    const both = [one("Tue Nov 24 12:30:00 UTC 2026"), { node: sub, state, stored: seen(tomcat) }];
    expect(judged(both).map(({ code }) => code)).toContain("tomcat.multi-san-complete");
    expect(judged([both[0] ?? { node: pub }, { node: sub, state }]).map(({ code }) => code)).not.toContain(
      "tomcat.multi-san-complete",
    );
  });
});

describe("the SSO test", () => {
  it("is named where it failed last, with the node’s own time", () => {
    const found = judged([one("Tue Nov 24 12:30:00 CST 2026", "failed")]).find(
      ({ code }) => code === "sso.test-failed",
    );
    expect(found).toMatchObject({
      verdict: "warning",
      node: pub,
      title: { values: { at: "2026-11-24 12:30:00 CST" } },
    });
  });
});
