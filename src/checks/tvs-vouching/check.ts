// Asks every Trust Verification Service the question a phone asks: do you vouch for the signer of the list that is served?
import type { ClusterNode } from "../../domain/cluster.ts";
import type { NodeName } from "../../domain/ids.ts";
import { shortSerial } from "../../domain/serial.ts";
import { say } from "../../i18n/say.ts";
import type { TvsAnswer } from "../../systems/ports.ts";
import type { Certificate } from "../../trust/types.ts";
import { type CheckContext, defineCheck } from "../check.ts";
import { onEveryNode } from "../reading.ts";
import { readServedSigner, readVouching } from "../reads.ts";

const id = "tvs-vouching";

export interface TvsVouching {
  readonly node: NodeName;
  readonly answer: TvsAnswer;
  /** The certificate that was asked about. */
  readonly signer: Certificate;
}

export interface TvsVouchingFacts {
  readonly answers: readonly TvsVouching[];
}

export const tvsVouchingCheck = defineCheck<typeof id, TvsVouchingFacts>({
  id,
  title: say("checks.tvs.title"),
  async run(context: CheckContext): Promise<TvsVouchingFacts> {
    const known = new Set<string>();
    // Each list's signer is asked about as soon as the list is here: a node whose list is late keeps nobody waiting.
    const perList = await onEveryNode(context, async (from) => {
      const signer = await readServedSigner(context, id, from);
      if (signer === undefined || known.has(signer.serial)) return [];
      known.add(signer.serial);
      return await onEveryNode(context, (node) => ask(context, node, signer));
    });
    return { answers: perList.flat().filter((one) => one !== undefined) };
  },
});

async function ask(context: CheckContext, node: ClusterNode, signer: Certificate): Promise<TvsVouching | undefined> {
  const reading = await readVouching(context, id, node, signer);
  if (!reading.ok) return undefined;
  const { vouches, served } = reading.value;
  const values = { node: node.name, serial: shortSerial(signer.serial), tvs: shortSerial(served.serial) };
  context.emit({
    id: `${id}:${node.name}:${signer.serial}`,
    check: id,
    code: vouches ? "tvs.vouches" : "tvs.does-not-vouch",
    verdict: vouches ? "ok" : "problem",
    node: node.name,
    title: say(vouches ? "checks.tvs.vouches" : "checks.tvs.refuses", values),
    ...(vouches
      ? { means: say("checks.tvs.vouches.means", values) }
      : { next: say("checks.tvs.refuses.next", { node: node.name }) }),
    evidence: [reading.evidence],
  });
  return { node: node.name, answer: reading.value, signer };
}
