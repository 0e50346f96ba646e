// Adds a certificate to tomcat-trust or CallManager-trust, over the certificate API or the command line; CUCM spreads it.
import type { ClusterNode } from "../../domain/cluster.ts";
import type { Evidence } from "../../domain/finding.ts";
import { say } from "../../i18n/say.ts";
import type { Action, ActionContext, ChangeOf, Observation, Prechecked } from "../action.ts";
import { attempt, member, sameSerial, transcriptEvidence } from "../reading.ts";
import { names, stillThere } from "../trusted.ts";

type TrustChange = ChangeOf<"trust-certificate">;

const units = { "tomcat-trust": "tomcat", "CallManager-trust": "CallManager" } as const;

export const trustCertificate: Action<"trust-certificate"> = {
  kind: "trust-certificate",
  // Certificate Change Notification spreads copies within seconds; a node that is busy takes a minute.
  patience: { every: 5, notDoneAfter: 30, giveUpAfter: 180 },
  command: ({ store, certificate, by }) =>
    by === "api"
      ? `POST /platformcom/api/v1/certmgr/config/trust/certificates service=${units[store]} SHA-256 ${certificate.sha256}`
      : `set cert import trust ${units[store]} SHA-256 ${certificate.sha256}`,
  estimateSeconds: () => 30,

  precheck: async (change, context): Promise<Prechecked> => {
    const still = await stillThere(change.certificate, context);
    if (!still.ok) return still;
    const node = nodeOf(change, context);
    if (node === undefined) return { ok: false, why: say("changes.no-such-node", { node: change.node }), evidence: [] };
    const read = await attempt(() => holds(node, change, context), context.signal);
    if (!read.ok) return { ok: false, why: read.reason, evidence: still.evidence };
    return { ok: true, baseline: { held: read.value.held }, evidence: [...still.evidence, read.value.evidence] };
  },

  execute: async (change, { systems, fence, signal, intent }) => {
    const { node, store, certificate, by } = change;
    if (member(intent.baseline, "held") === true) {
      const note = say("mra.change.already-trusted", { ...names(certificate), store });
      return { outcome: "sent", note, evidence: [] };
    }
    const server = systems.cluster.nodes.find((one) => one.name === node);
    if (server === undefined) {
      return { outcome: "failed", note: say("changes.no-such-node", { node }), evidence: [] };
    }
    const options = { fence, signal };
    const transcript =
      by === "api"
        ? await systems.certificates.trust(server, store, certificate.pem, options)
        : await systems.cli(node).importTrust(store, certificate.pem, options);
    const system = by === "api" ? "certificate API" : "CUCM CLI";
    return { outcome: "sent", transcript, evidence: [transcriptEvidence(system, node, transcript)] };
  },

  observe: async (change, _intent, _progressed, context): Promise<Observation> => {
    const seen = await Promise.all(
      context.systems.cluster.nodes.map(async (node) => ({
        node,
        read: await attempt(() => holds(node, change, context), context.signal),
      })),
    );
    const evidence = seen.flatMap(({ read }) => (read.ok ? [read.value.evidence] : []));
    const here = seen.find(({ node }) => node.name === change.node)?.read;
    if (here === undefined || !here.ok) {
      return { state: "unknown", evidence, ...(here === undefined ? {} : { note: here.reason }) };
    }
    if (!here.value.held) return { state: "not-done", evidence };
    const without = seen.filter(({ read }) => !read.ok || !read.value.held).map(({ node }) => node.name);
    if (without.length === 0) return { state: "done", evidence };
    const note = say("mra.change.not-spread", { store: change.store, nodes: without.join(", ") });
    return { state: "unknown", evidence, note };
  },
};

const nodeOf = (change: TrustChange, { systems }: ActionContext): ClusterNode | undefined =>
  systems.cluster.nodes.find((one) => one.name === change.node);

/** The API shows the certificates themselves; the command line shows file names, which end in the serial number. */
export async function holds(
  node: ClusterNode,
  { store, certificate, by }: Pick<TrustChange, "store" | "certificate" | "by">,
  { systems, signal }: ActionContext,
): Promise<{ readonly held: boolean; readonly evidence: Evidence }> {
  if (by === "api") {
    const { value, evidence } = await systems.certificates.trusted(node, store, { signal });
    return { held: value.some((one) => one.sha256 === certificate.sha256), evidence };
  }
  const { value, evidence } = await systems.cli(node.name).trustCertificateList({ signal });
  const serialOf = (file: string): string => /_([0-9A-Fa-f]+)\.(?:pem|der)$/.exec(file)?.[1] ?? "";
  const held = value.some(({ unit, file }) => unit === store && sameSerial(serialOf(file), certificate.serial));
  return { held, evidence };
}
