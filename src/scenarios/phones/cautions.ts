// What a plan would do to phones now: the door that an old TVS holds open, lists that phones would refuse, restarts that lock them out.
import { phonesOf } from "../../domain/change.ts";
import { publisherOf } from "../../domain/cluster.ts";
import type { NodeName } from "../../domain/ids.ts";
import type { Change, ServiceName } from "../../domain/plan.ts";
import { shortSerial } from "../../domain/serial.ts";
import type { Phrase } from "../../domain/text.ts";
import { say } from "../../i18n/say.ts";
import { signsWithItlRecovery } from "../../trust/releases.ts";
import { acceptance, followsSigner, type HeldLists } from "../../trust/trust-rule.ts";
import type { Certificate } from "../../trust/types.ts";
import type { ConclusionInput } from "../scenario.ts";
import { inDoubtNext, inDoubtNow, resetInDoubt, tftpInDoubt } from "./in-doubt.ts";
import { type JudgedGroup, type PhonesSituation, situationOf } from "./situation.ts";
import { type Unfinished, unfinished } from "./unfinished.ts";

const tvs = "Cisco Trust Verification Service";
const tftp = "Cisco Tftp";

/** True when whether phones stay depends on what they hold: only then is the cluster looked at for cautions. */
export const touchesTrust = (change: Change): boolean =>
  startsPhones(change) || changesLists(change) || (loadsAnew(change) && change.service === tvs);

/** Each of them makes phones start anew, and phones fetch their lists when they start. */
const startsPhones = ({ kind }: Change): boolean =>
  kind === "reset-phones" || kind === "apply-security-profile" || kind === "install-lsc";

const changesLists = (change: Change): boolean =>
  change.kind === "update-ctl" ||
  change.kind === "reset-itl" ||
  change.kind === "reset-ctl" ||
  (loadsAnew(change) && change.service === tftp);

/** Cisco Tftp makes its lists anew at each start, whether it ran before or not. */
const loadsAnew = (change: Change): change is Extract<Change, { kind: "restart-service" | "start-service" }> =>
  change.kind === "restart-service" || change.kind === "start-service";

/** Sentences for the plan's cards; none when nothing speaks against it, or when there is nothing to judge by. */
export function planCautions(input: ConclusionInput, changes: readonly Change[]): Phrase[] {
  const situation = situationOf(input);
  const state = unfinished(input, situation, restarted(changes, tvs));
  return [
    ...closedDoor(changes, situation, state),
    ...refusedItl(input, changes, situation, state),
    ...refusedCtl(input, changes, situation),
    ...lockedOut(input, changes, situation),
  ];
}

const restarted = (changes: readonly Change[], service: ServiceName): NodeName[] =>
  changes.flatMap((one) => (loadsAnew(one) && one.service === service ? [one.node] : []));

/** An old TVS that vouches is restarted before the phones that follow by it have taken the new list. */
function closedDoor(changes: readonly Change[], situation: PhonesSituation, state: Unfinished): Phrase[] {
  const nodes = restarted(changes, tvs);
  const old = state.oldVouchers.filter(({ node }) => nodes.includes(node));
  if (old.length === 0) return [];
  const known = situation.groups.every(({ group }) => group.candidates.length > 0) && situation.groups.length > 0;
  const values = {
    nodes: old.map(({ node }) => node).join(", "),
    tvs: old.map(({ shows }) => shortSerial(shows.serial)).join(", "),
    phones: state.onLoan.length,
  };
  if (state.onLoan.length > 0) return [say("trust.caution.tvs", values)];
  return known ? [] : [say("trust.caution.tvs-unknown", values)];
}

function refusedItl(
  input: ConclusionInput,
  changes: readonly Change[],
  situation: PhonesSituation,
  state: Unfinished,
): Phrase[] {
  const stale = state.staleItl.filter((node) => restarted(changes, tftp).includes(node));
  if (stale.length === 0) return [];
  const nodes = stale.join(", ");
  if (state.next.no.length > 0) return [say("trust.caution.tftp", { nodes, phones: state.next.no.length })];
  const doubt = inDoubtNext(input, situation);
  return doubt.phones.length === 0 ? [] : [tftpInDoubt(doubt, nodes)];
}

/** `utils ctl update` signs with today's key: phones that hold no list with it, and no TVS that vouches, stay with the former CTL. */
function refusedCtl(input: ConclusionInput, changes: readonly Change[], situation: PhonesSituation): Phrase[] {
  if (!changes.some(({ kind }) => kind === "update-ctl")) return [];
  const signer = nextCtlSigner(input, situation);
  if (signer === undefined) return [];
  const { tvs: views } = situation.trust;
  const phones = phonesThat(situation.groups, (held) => followsSigner(held, "CTL", signer, views).accepts === "no");
  return phones.length === 0 ? [] : [say("trust.caution.ctl", { phones: phones.length })];
}

function nextCtlSigner({ cluster, facts }: ConclusionInput, { trust }: PhonesSituation): Certificate | undefined {
  if (signsWithItlRecovery(trust.release)) return trust.itlRecovery;
  const node = publisherOf(cluster).name;
  return facts.certificates?.stored.find((one) => one.unit === "CallManager" && one.node === node)?.certificate;
}

/** Registered phones that start anew while the lists on offer are such as they refuse, or may refuse. A plan that changes the lists first is judged by that. */
function lockedOut(input: ConclusionInput, changes: readonly Change[], situation: PhonesSituation): Phrase[] {
  const first = changes.findIndex(changesLists);
  const before = first < 0 ? changes : changes.slice(0, first);
  const started = new Set(before.filter(startsPhones).flatMap(phonesOf));
  const here = new Set(
    (input.facts.registrations?.phones ?? []).filter(({ status }) => status === "Registered").map(({ name }) => name),
  );
  const { mode, servedCtl, tvs: views } = situation.trust;
  const refusesCtl = (held: HeldLists): boolean =>
    mode === "mixed" && servedCtl !== undefined && acceptance(held, servedCtl, views).accepts === "no";
  const refusing = [
    ...situation.groups.filter(({ follows }) => follows === "no").flatMap(({ phones }) => phones),
    ...phonesThat(situation.groups, refusesCtl),
  ];
  const phones = [...new Set(refusing)].filter((name) => started.has(name) && here.has(name));
  if (phones.length > 0) return [say("trust.caution.reset", { phones: phones.length })];
  const doubt = started.size === 0 ? undefined : inDoubtNow(input, situation);
  const open = doubt?.phones.filter((name) => started.has(name)) ?? [];
  return doubt === undefined || open.length === 0 ? [] : [resetInDoubt(doubt, open.length)];
}

/** Phones of whom it holds whatever they may hold. */
const phonesThat = (groups: readonly JudgedGroup[], holds: (held: HeldLists) => boolean): readonly string[] =>
  groups.flatMap(({ group, phones }) => (group.candidates.length > 0 && group.candidates.every(holds) ? phones : []));
