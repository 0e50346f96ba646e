// A plan that adds certificates: fingerprint, subject, CA or not, origin and place stand open on the card, and in the digest.
import { describe, expect, it } from "vitest";
import { planBlocks } from "../../cards/plan-card.ts";
import { planDraft } from "../../src/actions/plan.ts";
import { sealPlan } from "../../src/approvals/seal.ts";
import { clusterId, nodeName } from "../../src/domain/ids.ts";
import type { TrustedCertificate } from "../../src/domain/trusted-certificate.ts";
import { say } from "../../src/i18n/say.ts";
import { writerFor } from "../../src/i18n/write.ts";

const certificate: TrustedCertificate = {
  sha256: "ab".repeat(32),
  subject: "CN=Example Co Root CA 2",
  serial: "4f31",
  ca: true,
  origin: { kind: "expressway-trust", node: nodeName("expc1") },
  pem: "-----BEGIN CERTIFICATE-----\n…\n-----END CERTIFICATE-----\n",
};
const own: TrustedCertificate = {
  ...certificate,
  sha256: "cd".repeat(32),
  ca: false,
  origin: { kind: "cluster-own", node: nodeName("cucm-pub"), unit: "tomcat-ECDSA" },
};
const draft = (one: TrustedCertificate) =>
  planDraft({ cluster: clusterId("hq"), title: say("mra.plan.repair"), phonesRegistered: 1, phonesKnown: 1 }, [
    {
      change: {
        kind: "trust-certificate",
        node: nodeName("cucm-pub"),
        store: "tomcat-trust",
        certificate: one,
        by: "api",
      },
    },
    {
      change: {
        kind: "trust-certificate",
        node: nodeName("cucm-pub"),
        store: "CallManager-trust",
        certificate: one,
        by: "api",
      },
    },
    { change: { kind: "trust-on-expressway", node: nodeName("expc1"), certificates: [own] } },
  ]);

describe("a plan that adds certificates", () => {
  it.each(["en", "zh-CN"] as const)("shows each of them once and open, in %s", (locale) => {
    const { write } = writerFor(locale, "UTC");
    const section = planBlocks(draft(certificate).steps).find(
      (block) => block.kind === "section" && block.id === "certificates",
    );
    if (section?.kind !== "section") throw new Error("no section");
    expect(section.open).toBe(true);
    const words = section.blocks.flatMap((block) =>
      block.kind === "list"
        ? block.items.map(({ text, detail }) => `${write(text)} ${detail === undefined ? "" : write(detail)}`)
        : block.kind === "text"
          ? [write(block.text)]
          : [],
    );
    expect(words).toHaveLength(4);
    const text = words.join("\n");
    expect(text).toContain(certificate.sha256);
    expect(text).toContain(own.sha256);
    expect(text).toMatch(/CN=Example Co Root CA 2.*expc1.*tomcat-trust, CallManager-trust/);
    expect(text).toMatch(/tomcat-ECDSA.*expc1|cucm-pub.*tomcat-ECDSA/);
    expect(text).not.toContain("BEGIN CERTIFICATE");
  });

  it("has another digest when anything about a certificate differs", () => {
    const digest = (one: TrustedCertificate) => sealPlan(draft(one), "v1").digest;
    const others = [
      { ...certificate, sha256: "ee".repeat(32) },
      { ...certificate, subject: "CN=Example Co Root CA 3" },
      { ...certificate, ca: false },
      { ...certificate, origin: { kind: "expressway-server", node: nodeName("expc1") } as const },
      { ...certificate, pem: "another" },
    ];
    expect(new Set([certificate, ...others].map(digest)).size).toBe(6);
    expect(sealPlan(draft(certificate), "v1").impact).toBe("medium");
  });
});
