// Asks every Trust Verification Service the question a phone asks: do you vouch for the signer of the list, of today and of tomorrow?
import { type ClusterNode, publisherOf } from "../../domain/cluster.ts";
import type { NodeName } from "../../domain/ids.ts";
import { shortSerial } from "../../domain/serial.ts";
import { say } from "../../i18n/say.ts";
import type { TvsAnswer } from "../../systems/ports.ts";
import type { Certificate } from "../../trust/types.ts";
import { type CheckContext, defineCheck } from "../check.ts";
import { onEveryNode } from "../reading.ts";
import { readOwn, readServedList, readServedSigner, readVouching } from "../reads.ts";

const id = "tvs-vouching";

const titles = {
  served: { yes: "checks.tvs.vouches", no: "checks.tvs.refuses" },
  next: { yes: "checks.tvs.vouches-next", no: "checks.tvs.refuses-next" },
} as const;

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
    const askAll = (signer: Certificate | undefined, state: "served" | "next") => {
      if (signer === undefined || known.has(signer.serial)) return [];
      known.add(signer.serial);
      return onEveryNode(context, (node) => ask(context, node, signer, state));
    };
    // Each list's signer is asked about as soon as the list is here: a node whose list is late keeps nobody waiting.
    const perList = await onEveryNode(context, async (from) => {
      const served = await askAll(await readServedSigner(context, id, from), "served");
      // A certificate renewed since then signs the list that Cisco Tftp makes when it starts next.
      return [...served, ...(await askAll(await nextSigner(context, from), "next"))];
    });
    return { answers: perList.flat().filter((one) => one !== undefined) };
  },
});

/** Who signs next, told by the kind of the signer of now: ITLRecovery from 12.0 on, before that each server's CallManager. */
async function nextSigner(context: CheckContext, node: ClusterNode): Promise<Certificate | undefined> {
  const list = await readServedList(context, id, node, "ITL");
  if (!list.ok || !("list" in list.value)) return undefined;
  const byRecovery = /CN=ITLRECOVERY/i.test(list.value.list.signer.name);
  const publisher = publisherOf(context.systems.cluster);
  const stored = await readOwn(context, id, byRecovery ? publisher : node, byRecovery ? "ITLRecovery" : "CallManager");
  return stored.ok ? stored.value : undefined;
}

async function ask(
  context: CheckContext,
  node: ClusterNode,
  signer: Certificate,
  state: "served" | "next",
): Promise<TvsVouching | undefined> {
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
    title: say(titles[state][vouches ? "yes" : "no"], values),
    ...(vouches
      ? { means: say("checks.tvs.vouches.means", values) }
      : { next: say("checks.tvs.refuses.next", { node: node.name }) }),
    evidence: [reading.evidence],
  });
  return { node: node.name, answer: reading.value, signer };
}
