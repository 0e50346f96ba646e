// Who must trust whose certificate, as the findings of one diagnosis show it. A link that no finding speaks of is not drawn.
import type { Finding } from "../domain/finding.ts";
import type { Report } from "../domain/report.ts";
import type { Phrase } from "../domain/text.ts";

export type SystemKind = "phones" | "expressway" | "idp" | "dot1x" | "node";

/** `name`: of a node or peer; the others are one each. */
export interface TrustSystem {
  readonly kind: SystemKind;
  readonly name?: string;
  /** Stands for so many nodes whose links are all alike. */
  readonly many?: { readonly count: number; readonly state: LinkState };
}

export type LinkState = "broken" | "warned" | "unknown" | "ok";

export interface TrustLink {
  /** Who must trust. */
  readonly from: TrustSystem;
  /** Whose certificate it is. */
  readonly to: TrustSystem;
  readonly state: LinkState;
  /** What was found, gravest first; empty when all is well. */
  readonly reasons: readonly Phrase[];
}

type Way = "from-node" | "to-node";
interface Rule {
  readonly codes: RegExp;
  readonly other: Exclude<SystemKind, "node">;
  /** `to-node`: the other side must trust the node’s certificate. */
  readonly ways: readonly Way[];
}

/** Codes of findings (docs/cli.md) and the side of the trust that they speak of. */
const rules: readonly Rule[] = [
  { codes: /^(?:itl|tvs|holdings|served)\./, other: "phones", ways: ["to-node"] },
  { codes: /^ctl\.(?!none|absent)/, other: "phones", ways: ["to-node"] },
  { codes: /^certificates?\.(?:valid|expired|expiring)/, other: "phones", ways: ["to-node"] },
  { codes: /^capf\./, other: "phones", ways: ["to-node"] },
  { codes: /^(?:lsc\.(?:expired|expiring)|trust-store\.)/, other: "phones", ways: ["from-node"] },
  { codes: /^door\./, other: "expressway", ways: ["to-node"] },
  { codes: /^client\./, other: "expressway", ways: ["from-node"] },
  { codes: /^(?:tomcat|sso\.metadata|sso\.encrypted|sso\.certificate|sso\.decrypt)/, other: "idp", ways: ["to-node"] },
  { codes: /^sso\.signing-mismatch$/, other: "idp", ways: ["from-node"] },
  { codes: /^sso\.signed-in$/, other: "idp", ways: ["from-node", "to-node"] },
  { codes: /^idp\./, other: "idp", ways: ["from-node"] },
  { codes: /^(?:dot1x|radius|eap|ise)\./, other: "dot1x", ways: ["from-node"] },
];

const gravity: Readonly<Record<LinkState, number>> = { broken: 0, warned: 1, unknown: 2, ok: 3 };
const stateOf: Readonly<Record<Finding["verdict"], LinkState>> = {
  problem: "broken",
  warning: "warned",
  unknown: "unknown",
  ok: "ok",
};
/** What a node that did not answer would have shown, by scenario. */
const unread: Readonly<Record<Report["scenario"], Exclude<SystemKind, "node">>> = {
  "phones-unregistered": "phones",
  "secure-phones-unregistered": "phones",
  "sso-login-failed": "idp",
  "mra-registration-failed": "expressway",
  "dot1x-failed": "dot1x",
};

/**
 * Pure. Findings without a node speak of the whole cluster and count for every node that another finding names. When the cause is
 * that phones lost their trust anchor, a list that is valid by itself is refused by them all the same: those links are broken.
 */
export function trustLinks(report: Pick<Report, "scenario" | "findings" | "cause">): readonly TrustLink[] {
  const peers = new Set(
    report.findings.flatMap(({ code, node }) =>
      node !== undefined && /^(?:client|expressway)\./.test(code) ? [String(node)] : [],
    ),
  );
  const nodes = [...new Set(report.findings.flatMap(({ node }) => (node === undefined ? [] : [String(node)])))].filter(
    (node) => !peers.has(node),
  );
  const found = new Map<string, { from: TrustSystem; to: TrustSystem; notes: { state: LinkState; why: Phrase }[] }>();
  const add = (from: TrustSystem, to: TrustSystem, state: LinkState, why: Phrase): void => {
    const key = JSON.stringify([from, to]);
    const link = found.get(key) ?? { from, to, notes: [] };
    found.set(key, link);
    link.notes.push({ state, why });
  };
  for (const finding of report.findings) {
    const rule = ruleOf(finding, report, peers);
    if (rule === undefined) continue;
    const state = stateOf[finding.verdict];
    const named = finding.node === undefined ? nodes : [String(finding.node)];
    for (const name of named) {
      // What a peer shows, every node must trust; which node does not is in the finding’s words.
      const isPeer = peers.has(name);
      const other: TrustSystem = isPeer ? { kind: "expressway", name } : { kind: rule.other };
      const node: TrustSystem = isPeer ? { kind: "node" } : { kind: "node", name };
      for (const way of rule.ways) {
        if (way === "to-node") add(other, node, state, finding.title);
        else add(node, other, state, finding.title);
      }
    }
  }
  const links = [...found.values()];
  const anchor = report.cause?.code.startsWith("trust-anchor-lost") === true ? report.cause : undefined;
  if (anchor !== undefined && (anchor.certainty === "proved" || anchor.certainty === "likely")) {
    const state: LinkState = anchor.certainty === "proved" ? "broken" : "warned";
    for (const link of links) {
      if (link.from.kind === "phones") link.notes.unshift({ state, why: anchor.statement });
    }
  }
  return links.map(({ from, to, notes }) => {
    const worst = notes.toSorted((a, b) => gravity[a.state] - gravity[b.state]);
    const state = worst[0]?.state ?? "unknown";
    return { from, to, state, reasons: worst.filter((note) => note.state !== "ok").map(({ why }) => why) };
  });
}

function ruleOf(finding: Finding, report: Pick<Report, "scenario">, peers: ReadonlySet<string>): Rule | undefined {
  if (finding.code.startsWith("read.") && finding.node !== undefined && !peers.has(finding.node)) {
    return { codes: /./, other: unread[report.scenario], ways: ["to-node"] };
  }
  return rules.find(({ codes }) => codes.test(finding.code));
}
