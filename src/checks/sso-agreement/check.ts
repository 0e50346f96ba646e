// What both sides of single sign-on were told: SSO state of each node, the certificate it uses, its metadata, what 8443 has loaded.
import { type ClusterNode, publisherOf, type Release } from "../../domain/cluster.ts";
import type { Evidence } from "../../domain/finding.ts";
import type { NodeName } from "../../domain/ids.ts";
import type { SamlTraceLevel } from "../../domain/plan.ts";
import { say } from "../../i18n/say.ts";
import type { Snapshot } from "../../snapshots/snapshot.ts";
import type { SpMetadata, SsoState } from "../../systems/ports.ts";
import type { Certificate } from "../../trust/types.ts";
import { type CheckContext, defineCheck, type Reading } from "../check.ts";
import { onEveryNode, readOnce } from "../reading.ts";
import { readOwn, readServedCertificate } from "../reads.ts";
import { emitReused } from "../reused.ts";
import { isUntested, judgeAgreement } from "./judge.ts";

const id = "sso-agreement";

/** A value with what it was read from. */
export interface Seen<T> {
  readonly value: T;
  readonly evidence: Evidence;
}

export interface SsoNode {
  readonly node: NodeName;
  readonly state?: Seen<SsoState>;
  readonly trace?: Seen<SamlTraceLevel>;
  /** Tomcat's certificate as the node stores it, and as 8443 presents it. */
  readonly stored?: Seen<Certificate>;
  readonly served?: Seen<Certificate>;
  readonly metadata?: Seen<SpMetadata>;
  /** No SSO test has passed since the certificate began that the IdP is to encrypt for. */
  readonly untested?: true;
}

export interface SsoAgreementFacts {
  readonly nodes: readonly SsoNode[];
  /** The publisher's ITLRecovery certificate. */
  readonly recovery: Seen<Certificate> | undefined;
  /** Which certificate SSO asks the IdP to encrypt for, by the metadata. */
  readonly uses: "tomcat" | "ITLRecovery" | "unknown";
  /** By the entity IDs: one for all nodes, or one each. */
  readonly mode: "cluster-wide" | "per-node" | "unknown";
  readonly release: Release | undefined;
  /** CallManager uses the Tomcat certificate too (*Reuse Certificate*, 14 and later), so that its renewal changes the trust lists. */
  readonly reused: boolean;
  /** Tomcat and ITLRecovery certificates that nodes had before, by the bot’s own snapshots; the newest sighting of each first. */
  readonly earlier: readonly EarlierCertificate[];
}

export interface EarlierCertificate {
  readonly node: NodeName;
  readonly unit: "tomcat" | "ITLRecovery";
  readonly serial: string;
  /** When a snapshot last saw it there, ISO 8601. */
  readonly seenAt: string;
}

const seen = <T>(reading: Reading<T>): Seen<T> | undefined =>
  reading.ok ? { value: reading.value, evidence: reading.evidence } : undefined;

export const ssoAgreementCheck = defineCheck<typeof id, SsoAgreementFacts>({
  id,
  title: say("checks.sso.agreement.title"),
  async run(context: CheckContext): Promise<SsoAgreementFacts> {
    const publisher = publisherOf(context.systems.cluster);
    const options = { signal: context.signal };
    const [nodes, recovery, release, history] = await Promise.all([
      onEveryNode(context, (node) => lookAt(context, node)),
      readOwn(context, id, publisher, "ITLRecovery"),
      readOnce(context, id, publisher, "CUCM CLI", "release", () =>
        context.systems.cli(publisher.name).release(options),
      ),
      context.history(),
    ]);
    const used = { recovery: seen(recovery), uses: usedBy(nodes) };
    const facts: SsoAgreementFacts = {
      ...used,
      nodes: nodes.map((one) => (isUntested(used, one) ? { ...one, untested: true } : one)),
      mode: modeOf(nodes),
      release: release.ok ? release.value : undefined,
      reused: await isReused(context, nodes),
      earlier: earlierIn(history),
    };
    for (const finding of judgeAgreement(facts, context.systems.cluster, context.clock.now())) context.emit(finding);
    return facts;
  },
});

async function lookAt(context: CheckContext, node: ClusterNode): Promise<SsoNode> {
  const { systems, signal } = context;
  const cli = systems.cli(node.name);
  const [state, trace, stored, served] = await Promise.all([
    readOnce(context, id, node, "CUCM CLI", "sso status", () => cli.ssoStatus({ signal })),
    readOnce(context, id, node, "CUCM CLI", "saml trace", () => cli.samlTraceLevel({ signal })),
    readOwn(context, id, node, "tomcat"),
    readServedCertificate(context, id, node, node.ports.https),
  ]);
  // A node whose SSO is off has no metadata that anybody needs.
  const metadata =
    state.ok && !state.value.enabled
      ? undefined
      : await readOnce(context, id, node, "SAML metadata", "sp metadata", () =>
          systems.soap.spMetadata(node, { signal }),
        );
  const leaf = served.ok ? served.value[0] : undefined;
  const found = {
    state: seen(state),
    trace: seen(trace),
    stored: seen(stored),
    served: served.ok && leaf !== undefined ? { value: leaf, evidence: served.evidence } : undefined,
    metadata: metadata && seen(metadata),
  };
  return { node: node.name, ...Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined)) };
}

/** Only one certificate for several nodes can be reused; only then CallManager’s is asked for. */
async function isReused(context: CheckContext, nodes: readonly SsoNode[]): Promise<boolean> {
  const publisher = publisherOf(context.systems.cluster);
  const tomcat = nodes.find(({ node }) => node === publisher.name)?.stored;
  const shared = nodes.filter(({ stored }) => stored?.value.sha256 === tomcat?.value.sha256).length;
  if (tomcat === undefined || shared < 2) return false;
  const own = await readOwn(context, id, publisher, "CallManager");
  if (!own.ok || own.value.sha256 !== tomcat.value.sha256) return false;
  emitReused(context, id, publisher, own.value.serial, [tomcat.evidence, own.evidence]);
  return true;
}

function usedBy(nodes: readonly SsoNode[]): SsoAgreementFacts["uses"] {
  const named = nodes.flatMap((one) => one.metadata?.value.certificates.slice(0, 1) ?? []);
  const [first] = named;
  if (first === undefined) return "unknown";
  return /^ITLRECOVERY/i.test(first.commonName) ? "ITLRecovery" : "tomcat";
}

function modeOf(nodes: readonly SsoNode[]): SsoAgreementFacts["mode"] {
  const entities = nodes.flatMap((one) => one.metadata?.value.entity ?? []);
  if (entities.length < 2) return "unknown";
  return new Set(entities).size === 1 ? "cluster-wide" : "per-node";
}

function earlierIn(history: readonly Snapshot[]): readonly EarlierCertificate[] {
  const found = new Map<string, EarlierCertificate>();
  for (const { takenAt, nodes } of history) {
    for (const { node, certificates } of nodes) {
      for (const { unit, serial } of certificates ?? []) {
        const key = `${node} ${unit} ${serial}`;
        // Newest first: the first sighting is the last one.
        if ((unit === "tomcat" || unit === "ITLRecovery") && !found.has(key))
          found.set(key, { node, unit, serial, seenAt: takenAt });
      }
    }
  }
  return [...found.values()];
}
