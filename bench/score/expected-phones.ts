// What must be found about phones that fall silent: from what became of them after what was done.
import type { Story } from "./act.ts";
import type { Expected, Fault } from "./fault.ts";
import { type PhonesTruth, phonesTruth } from "./phones-truth.ts";

export function expectedPhones({ cluster, acts }: Story): Expected {
  const truth = phonesTruth(cluster, acts);
  const { lockedOut, tooLarge, noCallManager, off, later, onLoan, stale } = truth;
  const because = JSON.stringify({ ...truth, ledger: undefined, phones: undefined });
  const felt = lockedOut + tooLarge + noCallManager + off > 0;
  const stopped = truth.ledger.nodes.some(
    (node) => !truth.ledger.dead.has(node) && !truth.ledger.runs("callManager", node),
  );
  const now: Fault[] = [];
  if (tooLarge > 0) now.push("list-too-large");
  if (lockedOut > 0) now.push(truth.forWantOfTvs === lockedOut ? wantOfTvs(truth) : "phones-locked-out");
  const deaf = truth.ledger.nodes.every((node) => !truth.ledger.runs("callManager", node));
  if (noCallManager > 0 || (deaf && lockedOut + tooLarge > 0))
    now.push(stopped ? "call-manager-stopped" : "server-dead");
  // A TVS on a server that is away would vouch if it came back; that phones trust nothing else is as true.
  if (now.includes("server-dead") && lockedOut > 0)
    return { causes: [...now, "phones-locked-out"], shown: [], felt, because };
  if (now.length > 0) return { causes: now, shown: now, felt, because };
  if (off > 0) {
    const causes: Fault[] = truth.offAndLockedOut > 0 ? ["phones-off", "phones-locked-out"] : ["phones-off"];
    return { causes, shown: [], felt, because };
  }
  // Nobody has fallen silent: what is said then is what comes next, the gravest first.
  const next: Fault | undefined =
    later > 0
      ? truth.laterForWantOfTvs === later && truth.ledger.stoppedTvs
        ? "tvs-stopped"
        : "phones-locked-out-later"
      : onLoan > 0
        ? "renewal-held-by-old-tvs"
        : stale.length > 0
          ? "lists-not-rebuilt"
          : truth.ctlStale
            ? "ctl-not-updated"
            : truth.ledger.oldTvs
              ? "tvs-not-restarted"
              : undefined;
  if (next === undefined) return { causes: [], shown: [], felt, because };
  // With a server that nobody reaches, whose TVS might vouch again when it is back, nobody can know what is still to come.
  const unseen = truth.ledger.nodes.some((node) => !truth.ledger.reached(node) || truth.ledger.walled.has(node));
  return { causes: unseen ? [next, "server-dead"] : [next], shown: unseen ? [] : [next], felt, because };
}

/** Why no TVS vouches that would: stopped, walled off, or away with its server. */
function wantOfTvs({ ledger }: PhonesTruth): Fault {
  if (ledger.stoppedTvs) return "tvs-stopped";
  return ledger.walled.size > 0 ? "tvs-cannot-be-reached" : "server-dead";
}
