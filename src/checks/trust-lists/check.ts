// The trust lists that TFTP hands to phones: who signed them, is the signature good, do their records match the certificates.
import { type CertificateUnit, type ClusterNode, type TrustListKind, trustRoles } from "../../domain/cluster.ts";
import type { Evidence, Finding } from "../../domain/finding.ts";
import type { NodeName } from "../../domain/ids.ts";
import { shortSerial } from "../../domain/serial.ts";
import { say } from "../../i18n/say.ts";
import { sameName } from "../../trust/names.ts";
import { signsWithItlRecovery } from "../../trust/releases.ts";
import { signerIn, verifyTrustList } from "../../trust/tlv-verify.ts";
import type { TrustList, TrustListRecord } from "../../trust/types.ts";
import { type CheckContext, defineCheck } from "../check.ts";
import { onEveryNode } from "../reading.ts";
import { readMode, readOwn, readRelease, readServedList } from "../reads.ts";

const id = "trust-lists";

export interface NodeTrustList {
  readonly node: NodeName;
  readonly kind: TrustListKind;
  /** Undefined when there is none, it could not be fetched, or it is damaged. */
  readonly list: TrustList | undefined;
  readonly absent: boolean;
  readonly evidence: Evidence;
  /** DER of the signer, when the list itself carries it and the signature verifies with it. */
  readonly signer: Uint8Array | undefined;
  /** Records whose certificate is not the one the cluster holds now. */
  readonly stale: readonly {
    readonly record: TrustListRecord;
    readonly unit: CertificateUnit;
    readonly node: NodeName;
  }[];
}

export interface TrustListsFacts {
  readonly lists: readonly NodeTrustList[];
}

export const trustListsCheck = defineCheck<typeof id, TrustListsFacts>({
  id,
  title: say("checks.lists.title"),
  async run(context: CheckContext): Promise<TrustListsFacts> {
    const perNode = await onEveryNode(context, (node) =>
      Promise.all((["ITL", "CTL"] as const).map((kind) => examine(context, node, kind))),
    );
    const lists = perNode.flat().filter((one) => one !== undefined);
    const differ = signersDiffer(lists);
    if (differ !== undefined) context.emit(differ);
    const none = await noCtl(context, lists);
    if (none !== undefined) context.emit(none);
    return { lists };
  },
});

async function examine(
  context: CheckContext,
  node: ClusterNode,
  kind: TrustListKind,
): Promise<NodeTrustList | undefined> {
  const reading = await readServedList(context, id, node, kind);
  if (!reading.ok) return undefined;
  const common = { id: `${id}:${node.name}:${kind}`, check: id, node: node.name, evidence: [reading.evidence] };
  const base = { node: node.name, kind, evidence: reading.evidence, list: undefined, signer: undefined, stale: [] };
  const served = reading.value;

  if ("absent" in served) {
    // A CTL exists in mixed mode only: its absence is judged for the cluster as a whole.
    if (kind === "ITL") {
      const title = say("checks.lists.absent", { node: node.name, kind });
      const next = say("checks.lists.absent.next", { node: node.name });
      context.emit({ ...common, code: "itl.absent", verdict: "problem", title, next });
    }
    return { ...base, absent: true };
  }
  if ("fault" in served) {
    context.emit({
      ...common,
      code: kind === "ITL" ? "itl.damaged" : "ctl.damaged",
      verdict: "problem",
      title: say("checks.lists.damaged", { node: node.name, kind, fault: served.fault.fault, at: served.fault.at }),
      means: say("checks.lists.damaged.means"),
      next: say("checks.lists.damaged.next", { node: node.name }),
    });
    return { ...base, absent: false };
  }

  const list = served.list;
  const record = signerIn(list, list);
  const signature = record?.certificate === undefined ? "no-certificate" : verifyTrustList(list, record.certificate);
  const values = {
    node: node.name,
    kind,
    signer: commonName(list.signer.name),
    serial: shortSerial(list.signer.serial),
    at: { time: list.timestamp },
    records: list.records.length,
  };
  const prefix = kind === "ITL" ? "itl" : "ctl";
  // The list itself is there within a round trip; the certificates that it is compared with take the command line's time.
  const asServed = {
    ...common,
    code: `${prefix}.served`,
    verdict: "ok",
    title: say("checks.lists.current", values),
  } as const;
  if (signature === "valid") context.emit(asServed);
  const { stale, compared } = await staleRecords(context, list);
  if (signature !== "valid") {
    const title = say("checks.lists.forged", { ...values, why: signature });
    const next = say("checks.lists.forged.next", { node: node.name });
    context.emit({ ...common, code: `${prefix}.signature-invalid`, verdict: "problem", title, next });
  } else if (stale.length > 0) {
    context.emit({
      ...common,
      code: `${prefix}.stale-record`,
      verdict: "problem",
      title: say("checks.lists.stale", {
        ...values,
        stale: stale.map((one) => `${one.unit} ${one.node} ${shortSerial(one.record.serial)}`).join(", "),
      }),
      means: say(kind === "CTL" ? "checks.lists.stale.ctl" : "checks.lists.stale.itl"),
    });
  } else if (compared) {
    context.emit({ ...asServed, code: `${prefix}.current` });
  }
  return {
    ...base,
    absent: false,
    list,
    signer: signature === "valid" ? record?.certificate : undefined,
    stale,
  };
}

const unitOfRole = new Map<number, CertificateUnit>([
  [trustRoles["CCM+TFTP"], "CallManager"],
  [trustRoles.CCM, "CallManager"],
  [trustRoles.TFTP, "CallManager"],
  [trustRoles.TVS, "TVS"],
  [trustRoles.CAPF, "CAPF"],
]);

/** What a record is a copy of. Of the signers only ITLRecovery counts here: CallManager stands in the list a second time. */
const unitOf = (record: TrustListRecord): CertificateUnit | undefined =>
  record.role === trustRoles.SAST && isRecoveryName(record.subject) ? "ITLRecovery" : unitOfRole.get(record.role);

/** Which current certificates a list is compared with. Up to 11.5 every TFTP server's list has its own ITLRecovery. */
async function unitsOf(context: CheckContext, { role }: ClusterNode): Promise<readonly CertificateUnit[]> {
  if (role === "publisher") return ["CallManager", "TVS", "CAPF", "ITLRecovery"];
  const release = await readRelease(context, id);
  return release.ok && !signsWithItlRecovery(release.value)
    ? ["CallManager", "TVS", "ITLRecovery"]
    : ["CallManager", "TVS"];
}

/** A record is stale when its subject is that of a current certificate of the same unit, and the serial is another. */
async function staleRecords(
  context: CheckContext,
  list: TrustList,
): Promise<{ readonly stale: NodeTrustList["stale"]; readonly compared: boolean }> {
  const perNode = await onEveryNode(context, async (node) => {
    const units = await unitsOf(context, node);
    return Promise.all(units.map(async (unit) => ({ node, unit, reading: await readOwn(context, id, node, unit) })));
  });
  const current = perNode.flat();
  const stale: { record: TrustListRecord; unit: CertificateUnit; node: NodeName }[] = [];
  for (const record of list.records) {
    const unit = unitOf(record);
    if (unit === undefined) continue;
    const ofUnit = current.filter((one) => one.unit === unit && one.reading.ok);
    const isCurrent = (serial: string): boolean =>
      ofUnit.some((one) => one.reading.ok && one.reading.value.serial === serial);
    // After `remotekey` a restored signer stands beside the current one.
    const beside = unit === "ITLRecovery" && list.records.some((other) => isCurrent(other.serial));
    const matches = beside || isCurrent(record.serial);
    const owner = ofUnit.find((one) => one.reading.ok && sameName(one.reading.value.subject, record.subject));
    if (!matches && owner !== undefined) stale.push({ record, unit, node: owner.node.name });
  }
  return { stale, compared: current.every((one) => one.reading.ok) };
}

/** Normal in a non-secure cluster (facts cucm.md 2.4), and said so; in mixed mode secure phones have nothing to go by. */
async function noCtl(context: CheckContext, lists: readonly NodeTrustList[]): Promise<Finding | undefined> {
  const without = lists.filter((one) => one.kind === "CTL" && one.absent);
  if (without.length === 0) return undefined;
  const mode = await readMode(context, id);
  if (!mode.ok) return undefined;
  const common = { id: `${id}:no-ctl`, check: id, code: "ctl.absent", evidence: without.map((one) => one.evidence) };
  const nodes = without.map((one) => one.node).join(", ");
  if (mode.value === "non-secure") return { ...common, verdict: "ok", title: say("trust.check.no-ctl", { nodes }) };
  const next = say("trust.check.ctl-missing.next");
  return { ...common, verdict: "problem", title: say("trust.check.ctl-missing", { nodes }), next };
}

const isRecoveryName = (name: string): boolean => /CN=ITLRECOVERY/i.test(name);

const commonName = (name: string): string => /CN=([^;,]+)/i.exec(name)?.[1]?.trim() ?? name;

/** TFTP nodes that offer lists of different signers: some were not rebuilt, phones get one or the other. */
function signersDiffer(lists: readonly NodeTrustList[]): Finding | undefined {
  const itls = lists.filter((one) => one.kind === "ITL" && one.list !== undefined);
  const kinds = new Set(itls.map(({ list }) => list !== undefined && isRecoveryName(list.signer.name)));
  const keys = new Map(itls.map(({ list }) => [list?.signer.serial, list?.signer.name]));
  // Where each TFTP server signs with a key of its own (11.5, or after localkey), the signers' names differ too.
  const oneName = new Set(keys.values()).size < keys.size;
  if (kinds.size <= 1 && !oneName) return undefined;
  return {
    id: `${id}:differ`,
    check: id,
    code: "itl.nodes-differ",
    verdict: "problem",
    title: say("checks.lists.differ", {
      signers: itls.map((one) => `${one.node}: ${shortSerial(one.list?.signer.serial ?? "")}`).join(", "),
    }),
    next: say("checks.lists.differ.next"),
    evidence: itls.map((one) => one.evidence),
  };
}
