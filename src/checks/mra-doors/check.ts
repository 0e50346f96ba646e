// What CUCM shows at 8443 and 6972, RSA and ECDSA, against what each Expressway-C trusts: would its traffic server go through?
import type { CertificateUnit, ClusterNode, ExpresswayPeer } from "../../domain/cluster.ts";
import type { Evidence, Finding } from "../../domain/finding.ts";
import type { NodeName } from "../../domain/ids.ts";
import { shortSerial } from "../../domain/serial.ts";
import { say } from "../../i18n/say.ts";
import { type ChainVerdict, judgeChain, namesHost } from "../../trust/chain.ts";
import type { Certificate } from "../../trust/types.ts";
import { type CheckContext, defineCheck } from "../check.ts";
import { onEveryPeer, readClusterCas, readTrustedCas } from "../expressway-reads.ts";
import { mraPorts } from "../mra-ports.ts";
import { onEveryNode, readOnce } from "../reading.ts";
import { readOwn } from "../reads.ts";
import { serverNameOf } from "./server-name.ts";

const id = "mra-doors";

/** 6972 may be handed the ECDSA certificate while 8443 gives the RSA one: both are asked for (Cisco document 218018). */
const offers = ["rsa", "ecdsa"] as const;

export interface Door {
  readonly node: NodeName;
  /** As it is called in life. */
  readonly port: 8443 | 6972;
  readonly offer: "rsa" | "ecdsa";
  readonly chain: readonly Certificate[];
  readonly evidence: Evidence;
  /** The node's own unit that it is; undefined when it is none of them. */
  readonly unit?: CertificateUnit;
  /** System > Server, where it is known, and whether the leaf names it. */
  readonly serverName?: string;
  readonly named?: boolean;
  /** By peer: would it go through? Only peers whose list was read. */
  readonly verdicts: readonly { readonly peer: ExpresswayPeer; readonly verdict: ChainVerdict }[];
}

export interface MraDoorsFacts {
  readonly doors: readonly Door[];
  /** Doors where nothing answers. */
  readonly silent: readonly { readonly node: NodeName; readonly port: 8443 | 6972 }[];
  /** Certificates of the cluster's trust stores: what may stand above a door's. */
  readonly cas: readonly Certificate[];
}

export const mraDoorsCheck = defineCheck<typeof id, MraDoorsFacts>({
  id,
  title: say("mra.check.doors"),
  async run(context: CheckContext): Promise<MraDoorsFacts> {
    const lists = (
      await onEveryPeer(context, async (peer) => ({ peer, trusted: await readTrustedCas(context, id, peer) }))
    ).flatMap(({ peer, trusted }) => (trusted.ok ? [{ peer, trusted: trusted.value }] : []));
    const silent: { readonly node: NodeName; readonly port: 8443 | 6972 }[] = [];
    const perNode = await onEveryNode(context, async (node) => {
      const found: Door[] = [];
      const [serverName, own] = await Promise.all([serverNameOf(context, id, node), ownOf(context, node)]);
      for (const { port, at } of mraPorts) {
        const read = await Promise.all(offers.map((offer) => served(context, node, node.ports[at], offer)));
        if (read.every((one) => !one.ok)) silent.push({ node: node.name, port });
        read.forEach((reading, index) => {
          const offer = offers[index];
          const leaf = reading.ok ? reading.value[0] : undefined;
          if (!reading.ok || leaf === undefined || offer === undefined) return;
          const unit = own.find(({ sha256 }) => sha256 === leaf.sha256)?.unit;
          found.push({
            node: node.name,
            port,
            offer,
            chain: reading.value,
            evidence: reading.evidence,
            ...(unit === undefined ? {} : { unit }),
            ...(serverName === undefined ? {} : { serverName, named: namesHost(leaf, serverName) }),
            verdicts: lists.map(({ peer, trusted }) => ({
              peer,
              verdict: judgeChain(reading.value, trusted, context.clock.now()),
            })),
          });
        });
      }
      for (const finding of findingsOf(node, found, lists.length)) context.emit(finding);
      return found;
    });
    return { doors: perNode.flat(), silent, cas: await readClusterCas(context, id) };
  },
});

const served = (context: CheckContext, node: ClusterNode, port: number, offer: "rsa" | "ecdsa") =>
  readOnce(context, id, node, "TLS", `door ${port} ${offer}`, () =>
    context.systems.tls.served(node, port, { signal: context.signal, offer }),
  );

async function ownOf(
  context: CheckContext,
  node: ClusterNode,
): Promise<readonly { readonly unit: CertificateUnit; readonly sha256: string }[]> {
  const units = ["tomcat", "tomcat-ECDSA", "CallManager", "CallManager-ECDSA"] as const;
  const read = await Promise.all(units.map((unit) => readOwn(context, id, node, unit)));
  return read.flatMap((one, index) => {
    const unit = units[index];
    return one.ok && unit !== undefined ? [{ unit, sha256: one.value.sha256 }] : [];
  });
}

const codes = {
  "self-signed": "door.self-signed",
  "issuer-missing": "door.issuer-missing",
  expired: "door.expired",
  "not-yet-valid": "door.expired",
  empty: "door.issuer-missing",
} as const;

/** One finding for each door and certificate that fails, whatever number of peers it fails at; one when all is well. */
function findingsOf(node: ClusterNode, doors: readonly Door[], lists: number): Finding[] {
  const findings: Finding[] = [];
  const common = { check: id, node: node.name };
  for (const door of doors) {
    const [leaf] = door.chain;
    if (leaf === undefined) continue;
    const where = `${id}:${node.name}:${door.port}:${door.offer}`;
    const refusing = door.verdicts.filter(({ verdict }) => !verdict.ok);
    const [first] = refusing;
    const values = {
      node: node.name,
      port: String(door.port),
      unit: door.unit ?? door.offer.toUpperCase(),
      subject: leaf.subject,
      serial: shortSerial(leaf.serial),
      peers: refusing.map(({ peer }) => peer.name).join(", "),
    };
    if (first !== undefined && !first.verdict.ok) {
      const { why, at, depth } = first.verdict;
      const more = { issuer: at?.issuer ?? leaf.issuer, depth, date: { date: (at ?? leaf).notAfter } };
      const kind = why === "self-signed" && depth > 0 ? "issuer-missing" : why;
      const text =
        kind === "self-signed"
          ? "self-signed"
          : kind === "expired" || kind === "not-yet-valid"
            ? "expired"
            : "issuer-missing";
      findings.push({
        ...common,
        id: where,
        code: codes[kind],
        verdict: "problem",
        title: say(`mra.doors.${text}`, { ...values, ...more }),
        next: say(`mra.doors.${text}.next`, { ...values, ...more }),
        evidence: [door.evidence],
      });
    }
    if (door.named === false) {
      const name = door.serverName ?? "";
      const title = say("mra.doors.unnamed", { ...values, name, names: leaf.names.join(", ") || leaf.commonName });
      const next = say("mra.doors.unnamed.next", { ...values, name });
      const evidence = [door.evidence];
      findings.push({
        ...common,
        id: `${where}:name`,
        code: "door.name-missing",
        verdict: "problem",
        title,
        next,
        evidence,
      });
    }
  }
  if (findings.length === 0 && doors.length > 0 && lists > 0) {
    findings.push({
      ...common,
      id: `${id}:${node.name}`,
      code: "door.trusted",
      verdict: "ok",
      title: say("mra.doors.trusted", { node: node.name }),
      evidence: doors.map((door) => door.evidence),
    });
  }
  return findings;
}
