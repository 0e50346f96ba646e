// Whether phones would take the CTL that `utils ctl update CTLFile` makes next: a plan that begins with it may not be called working otherwise.
import { publisherOf, trustRoles } from "../../domain/cluster.ts";
import type { Remedy } from "../../domain/report.ts";
import { say } from "../../i18n/say.ts";
import { listSigner } from "../../trust/releases.ts";
import type { ConclusionInput } from "../scenario.ts";

/**
 * True when the CTL on offer does not name its next signer and every TVS has been renewed since it was made: neither leads from the
 * lists of then to the next one. What phones hold is asked by *phones-unregistered*. False where too little was read to say so.
 */
export function nextCtlInDoubt({ facts, cluster }: ConclusionInput): boolean {
  const ctl = facts["trust-lists"]?.lists.find(({ kind, list }) => kind === "CTL" && list !== undefined)?.list;
  const release = facts["cluster-mode"]?.release;
  const stored = facts.certificates?.stored ?? [];
  if (ctl === undefined || release === undefined) return false;
  const unit = listSigner(release);
  const publisher = publisherOf(cluster).name;
  const signer = stored.find((one) => one.unit === unit && one.node === publisher)?.certificate;
  const tvs = stored.filter((one) => one.unit === "TVS");
  if (signer === undefined || tvs.length === 0) return false;
  const named = ctl.records.some(({ role, serial }) => role === trustRoles.SAST && serial === signer.serial);
  const made = Date.parse(ctl.timestamp);
  return !named && tvs.every(({ certificate }) => Date.parse(certificate.notBefore) > made);
}

/** What works by the rule for LSCs, and begins with a CTL that phones may refuse, depends on what they hold. */
export function heldByNextCtl(input: ConclusionInput, remedies: readonly Remedy[]): readonly Remedy[] {
  if (!nextCtlInDoubt(input)) return remedies;
  const reason = say("phones-lists.reason.next-ctl");
  return remedies.map((remedy) =>
    remedy.feasibility === "works" && remedy.plan?.steps.some(({ change }) => change.kind === "update-ctl") === true
      ? { ...remedy, feasibility: "depends", reason }
      : remedy,
  );
}
