// The certificates that a plan adds to trust stores, as people must see them before they approve: which, from where, into what.
import type { CardBlock } from "../src/domain/card.ts";
import type { PlanStep } from "../src/domain/plan.ts";
import type { Phrase } from "../src/domain/text.ts";
import type { CertificateOrigin, TrustedCertificate } from "../src/domain/trusted-certificate.ts";
import { say } from "../src/i18n/say.ts";
import { list, section, text, verbatim } from "./words.ts";

/** Open, never folded: nobody approves a certificate without seeing its fingerprint. Empty for plans that add none. */
export function certificateBlocks(steps: readonly PlanStep[]): CardBlock[] {
  const places = new Map<string, { readonly certificate: TrustedCertificate; readonly into: string[] }>();
  for (const { change } of steps) {
    const added =
      change.kind === "trust-certificate"
        ? [{ certificate: change.certificate, into: change.store }]
        : change.kind === "trust-on-expressway"
          ? change.certificates.map((certificate) => ({ certificate, into: change.node as string }))
          : [];
    for (const { certificate, into } of added) {
      const known = places.get(certificate.sha256) ?? { certificate, into: [] };
      if (!known.into.includes(into)) known.into.push(into);
      places.set(certificate.sha256, known);
    }
  }
  if (places.size === 0) return [];
  const blocks = [...places.values()].flatMap(({ certificate, into }): CardBlock[] => [
    list([
      {
        text: verbatim(certificate.subject),
        detail: say("mra.card.certificate", {
          ca: certificate.ca ? "yes" : "no",
          serial: certificate.serial,
          origin: originText(certificate.origin),
          places: into.join(", "),
        }),
      },
    ]),
    text(say("mra.card.fingerprint", { sha256: certificate.sha256 }), { subtle: true }),
  ]);
  return [section("certificates", say("mra.card.certificates", { count: places.size }), blocks, true)];
}

export function originText(origin: CertificateOrigin): Phrase {
  switch (origin.kind) {
    case "cluster-own":
      return say("mra.origin.cluster-own", { node: origin.node, unit: origin.unit });
    case "cluster-trust":
      return say("mra.origin.cluster-trust", { node: origin.node, store: origin.store });
    default:
      return say(`mra.origin.${origin.kind}`, { node: origin.node });
  }
}
