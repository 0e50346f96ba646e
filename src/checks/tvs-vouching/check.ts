// Asks every Trust Verification Service the question a phone asks: do you vouch for the signer of the list that is served?
import type { ClusterNode } from "../../domain/cluster.ts";
import type { NodeName } from "../../domain/ids.ts";
import { say } from "../../i18n/say.ts";
import type { TvsAnswer } from "../../systems/ports.ts";
import { signerIn } from "../../trust/tlv-verify.ts";
import { type CheckContext, defineCheck } from "../check.ts";
import { onEveryNode, readOnce, shortSerial } from "../reading.ts";
import { readServedList } from "../reads.ts";

const id = "tvs-vouching";

export interface TvsVouching {
  readonly node: NodeName;
  readonly answer: TvsAnswer;
  /** SHA-256 of the certificate that was asked about. */
  readonly signerSerial: string;
}

export interface TvsVouchingFacts {
  readonly answers: readonly TvsVouching[];
}

export const tvsVouchingCheck = defineCheck<typeof id, TvsVouchingFacts>({
  id,
  title: say("checks.tvs.title"),
  async run(context: CheckContext): Promise<TvsVouchingFacts> {
    const signers = await servedSigners(context);
    const answers = await onEveryNode(context, async (node) => {
      const perSigner: TvsVouching[] = [];
      // One question at a time per node (facts tvs.md, "Load").
      for (const [serial, der] of signers) {
        const answer = await ask(context, node, serial, der);
        if (answer !== undefined) perSigner.push(answer);
      }
      return perSigner;
    });
    return { answers: answers.flat() };
  },
});

/** Signers of the ITLs served now, by serial; the list itself carries their certificates. */
async function servedSigners(context: CheckContext): Promise<Map<string, Uint8Array>> {
  const signers = new Map<string, Uint8Array>();
  const readings = await onEveryNode(context, (node) => readServedList(context, id, node, "ITL"));
  for (const reading of readings) {
    if (!reading.ok || !("list" in reading.value)) continue;
    const record = signerIn(reading.value.list, reading.value.list);
    if (record?.certificate !== undefined) signers.set(record.serial, record.certificate);
  }
  return signers;
}

async function ask(
  context: CheckContext,
  node: ClusterNode,
  serial: string,
  der: Uint8Array,
): Promise<TvsVouching | undefined> {
  const reading = await readOnce(context, id, node, "TVS", `vouches ${serial}`, () =>
    context.systems.tvs.vouchesFor(node, der, { signal: context.signal }),
  );
  if (!reading.ok) return undefined;
  const values = { node: node.name, serial: shortSerial(serial), tvs: shortSerial(reading.value.served.serial) };
  context.emit({
    id: `${id}:${node.name}:${serial}`,
    check: id,
    code: reading.value.vouches ? "tvs.vouches" : "tvs.does-not-vouch",
    verdict: reading.value.vouches ? "ok" : "problem",
    node: node.name,
    title: say(reading.value.vouches ? "checks.tvs.vouches" : "checks.tvs.refuses", values),
    ...(reading.value.vouches
      ? { means: say("checks.tvs.vouches.means", values) }
      : { next: say("checks.tvs.refuses.next", { node: node.name }) }),
    evidence: [reading.evidence],
  });
  return { node: node.name, answer: reading.value, signerSerial: serial };
}
