// What CUCM shows at 8443 and 6972, RSA and ECDSA, against what each Expressway-C trusts: would its traffic server go through?
import type { CertificateUnit, ClusterNode, ExpresswayPeer } from "../../domain/cluster.ts";
import type { Evidence } from "../../domain/finding.ts";
import type { NodeName } from "../../domain/ids.ts";
import { say } from "../../i18n/say.ts";
import { type ChainVerdict, chainAbove, judgeChain, namesHost } from "../../trust/chain.ts";
import type { Certificate } from "../../trust/types.ts";
import { type CheckContext, defineCheck } from "../check.ts";
import { onEveryPeer, readClusterCas, readTrustedCas } from "../expressway-reads.ts";
import { mraPorts } from "../mra-ports.ts";
import { onEveryNode, readOnce } from "../reading.ts";
import { readMode, readOwn, readRelease } from "../reads.ts";
import { findingsOf } from "./findings.ts";
import { doorUnits, type Offer, type Own, replaces, unitAt } from "./owners.ts";
import { serverNameOf } from "./server-name.ts";
import { type SipCertificate, signersFinding, sipFinding } from "./signers.ts";

const id = "mra-doors";

/** 6972 may be handed the ECDSA certificate while 8443 gives the RSA one: both are asked for (Cisco document 218018). */
const offers: readonly Offer[] = ["rsa", "ecdsa"];

export interface Door {
  readonly node: NodeName;
  /** As it is called in life. */
  readonly port: 8443 | 6972;
  readonly offer: Offer;
  readonly chain: readonly Certificate[];
  readonly evidence: Evidence;
  /** The node's own unit that it is; undefined when it is none of them. */
  readonly unit?: CertificateUnit;
  /** System > Server, where it is known, and whether the leaf names it. */
  readonly serverName?: string;
  readonly named?: boolean;
  /** By peer: would it go through? Only peers whose list was read. */
  readonly verdicts: readonly PeerVerdict[];
  /** It shows what was replaced: what it will show after a restart, and who would go through then. */
  readonly after?: After;
}

export interface PeerVerdict {
  readonly peer: ExpresswayPeer;
  readonly verdict: ChainVerdict;
}

export interface After {
  readonly unit: CertificateUnit;
  readonly leaf: Certificate;
  readonly verdicts: readonly PeerVerdict[];
}

export interface SilentDoor {
  readonly node: NodeName;
  readonly port: 8443 | 6972;
  readonly after: readonly After[];
  /** False: something of it will not name what System > Server calls the node. Undefined where that is not known. */
  readonly named?: boolean;
}

export interface MraDoorsFacts {
  readonly doors: readonly Door[];
  /** Doors where nothing answers, and what each would show once something does. */
  readonly silent: readonly SilentDoor[];
  /** In mixed mode: CallManager certificates that a CA signed. */
  readonly sip: readonly SipCertificate[];
  /** Certificates of the cluster's trust stores: what may stand above a door's. */
  readonly cas: readonly Certificate[];
}

export const mraDoorsCheck = defineCheck<typeof id, MraDoorsFacts>({
  id,
  title: say("mra.check.doors"),
  async run(context: CheckContext): Promise<MraDoorsFacts> {
    const [read, cas, release, mode] = await Promise.all([
      onEveryPeer(context, async (peer) => ({ peer, trusted: await readTrustedCas(context, id, peer) })),
      readClusterCas(context, id),
      readRelease(context, id),
      readMode(context, id),
    ]);
    const lists = read.flatMap(({ peer, trusted }) => (trusted.ok ? [{ peer, trusted: trusted.value }] : []));
    const judged = (chain: readonly Certificate[]): readonly PeerVerdict[] =>
      lists.map(({ peer, trusted }) => ({ peer, verdict: judgeChain(chain, trusted, context.clock.now()) }));
    const afterwards = ({ unit, certificate: leaf }: Own): After => {
      return { unit, leaf, verdicts: judged([leaf, ...(chainAbove(leaf, cas) ?? [])]) };
    };
    const silent: SilentDoor[] = [];
    const sip: SipCertificate[] = [];
    const perNode = await onEveryNode(context, async (node) => {
      const [serverName, own] = await Promise.all([serverNameOf(context, id, node), ownOf(context, node)]);
      const found: Door[] = [];
      for (const { port, at } of mraPorts) {
        const shown = await Promise.all(offers.map((offer) => served(context, node, node.ports[at], offer)));
        const owner = (offer: Offer): Own | undefined =>
          own.find(({ unit }) => unit === unitAt(port, offer, release.ok ? release.value : undefined));
        if (shown.every((one) => !one.ok)) {
          const after = offers.flatMap((offer) => owner(offer) ?? []).map(afterwards);
          const named =
            serverName === undefined || after.length === 0
              ? {}
              : { named: after.every(({ leaf }) => namesHost(leaf, serverName)) };
          silent.push({ node: node.name, port, after, ...named });
        }
        for (const [index, offer] of offers.entries()) {
          const reading = shown[index];
          const leaf = reading?.ok === true ? reading.value[0] : undefined;
          if (reading?.ok !== true || leaf === undefined) continue;
          const unit = own.find(({ certificate }) => certificate.sha256 === leaf.sha256)?.unit;
          const stored = owner(offer);
          const next = unit === undefined && stored !== undefined && replaces(stored, leaf) ? stored : undefined;
          found.push({
            node: node.name,
            port,
            offer,
            chain: reading.value,
            evidence: reading.evidence,
            ...(unit === undefined ? {} : { unit }),
            ...(serverName === undefined ? {} : { serverName, named: namesHost(leaf, serverName) }),
            verdicts: judged(reading.value),
            ...(next === undefined ? {} : { after: afterwards(next) }),
          });
        }
      }
      for (const finding of findingsOf(node, found, lists.length)) context.emit(finding);
      const signers = signersFinding(node, own);
      if (signers !== undefined) context.emit(signers);
      const callManager = own.find(({ unit }) => unit === "CallManager");
      if (mode.ok && mode.value === "mixed" && callManager?.certificate.selfSigned === false) {
        const shown = afterwards(callManager);
        sip.push({ node: node.name, ...shown });
        const finding = sipFinding(node, callManager, shown);
        if (finding !== undefined) context.emit(finding);
      }
      return found;
    });
    return { doors: perNode.flat(), silent, sip, cas };
  },
});

const served = (context: CheckContext, node: ClusterNode, port: number, offer: Offer) =>
  readOnce(context, id, node, "TLS", `door ${port} ${offer}`, () =>
    context.systems.tls.served(node, port, { signal: context.signal, offer }),
  );

async function ownOf(context: CheckContext, node: ClusterNode): Promise<readonly Own[]> {
  const read = await Promise.all(doorUnits.map((unit) => readOwn(context, id, node, unit)));
  return read.flatMap((one, index) => {
    const unit = doorUnits[index];
    return one.ok && unit !== undefined ? [{ unit, certificate: one.value, evidence: one.evidence }] : [];
  });
}
