// What a restart of TVS or Tftp would do to phones now: the door that an old TVS holds open, the list that phones would refuse.
import type { NodeName } from "../../domain/ids.ts";
import type { ServiceName } from "../../domain/plan.ts";
import { shortSerial } from "../../domain/serial.ts";
import type { Phrase } from "../../domain/text.ts";
import { say } from "../../i18n/say.ts";
import type { ConclusionInput } from "../scenario.ts";
import { situationOf } from "./situation.ts";
import { unfinished } from "./unfinished.ts";

interface Restart {
  readonly node: NodeName;
  readonly service: ServiceName;
}

/** Sentences for the plan's cards; none when nothing speaks against it, or when there is nothing to judge by. */
export function restartCautions(input: ConclusionInput, restarts: readonly Restart[]): Phrase[] {
  const nodesOf = (service: ServiceName) => restarts.filter((one) => one.service === service).map(({ node }) => node);
  const voucherNodes = nodesOf("Cisco Trust Verification Service");
  const situation = situationOf(input);
  const state = unfinished(input, situation, voucherNodes);
  const cautions: Phrase[] = [];
  const old = state.oldVouchers.filter(({ node }) => voucherNodes.includes(node));
  if (old.length > 0) {
    const known = situation.groups.every(({ group }) => group.candidates.length > 0) && situation.groups.length > 0;
    const values = {
      nodes: old.map(({ node }) => node).join(", "),
      tvs: old.map(({ shows }) => shortSerial(shows.serial)).join(", "),
      phones: state.onLoan.length,
    };
    if (state.onLoan.length > 0) cautions.push(say("trust.caution.tvs", values));
    else if (!known) cautions.push(say("trust.caution.tvs-unknown", values));
  }
  const stale = state.staleItl.filter((node) => nodesOf("Cisco Tftp").includes(node));
  if (stale.length > 0 && state.next.no.length > 0) {
    cautions.push(say("trust.caution.tftp", { nodes: stale.join(", "), phones: state.next.no.length }));
  }
  return cautions;
}
