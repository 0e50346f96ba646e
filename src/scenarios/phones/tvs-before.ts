// TVS does not answer, and what phones hold was not seen: would they follow if it answered? Dates and the phones’ own times tell.
import type { NodeName } from "../../domain/ids.ts";
import { say } from "../../i18n/say.ts";
import { readCertificate } from "../../trust/certificate.ts";
import { consequences } from "../../trust/releases.ts";
import { signerIn } from "../../trust/tlv-verify.ts";
import type { ConclusionInput } from "../scenario.ts";
import { type Silence, share, signer } from "./cause.ts";
import { unasked } from "./seen.ts";
import type { PhonesSituation } from "./situation.ts";
import { type Missing, missingTvs, tvsMissingCodes } from "./tvs-missing.ts";

const dayMs = 86_400_000;
/** Certificates that are renewed within it are one change to phones: none of them has its lists anew before it is over. */
const oneChangeMs = 60_000;
/**
 * From 14 on phones reset by themselves when a renewal is done on every node, which takes minutes. A reset by hand within this looks the
 * same, where *Phone Interaction on Certificate Update* is manual; how the parameter is called in the database is not published, so
 * the card says what it rests on.
 */
const byThemselvesMs = 10 * 60_000;

/** Milliseconds: when the cluster and the newest signer of what is served began. */
interface Dates {
  readonly installed: number;
  readonly signed: number;
}

/** `least`: the share of the lost phones that it must explain. */
export function tvsWouldVouch(
  input: ConclusionInput,
  situation: PhonesSituation,
  lost: ReadonlySet<string>,
  least = share,
): Silence | undefined {
  const dates = datesOf(input, situation);
  const missing = missingTvs(input, situation);
  const { stopped, unreachable } = missing;
  if (dates === undefined || stopped.length + unreachable.length === 0) return undefined;
  if (anotherVouches(situation, missing, dates)) return undefined;
  const groups = input.facts["phone-holdings"]?.groups ?? [];
  const judged = new Map(situation.groups.flatMap((group) => group.phones.map((name) => [name, group] as const)));
  let byMoment = false;
  const phones = (input.facts.registrations?.phones ?? []).filter(({ name, since }) => {
    const group = groups.find((one) => one.phones.includes(name));
    if (!lost.has(name) || judged.get(name)?.follows === "yes") return false;
    const unseen = group === undefined || group.candidates.length === 0;
    if (!unseen && !group.basis.includes("lists-between-not-seen")) return false;
    const nodes = [...stopped, ...unreachable];
    if (unseen && nodes.some((node) => neverRenewed(input, node, dates))) return true;
    const reset = nodes.some((node) => resetByThemselves(input, node, dates, Date.parse(since)));
    byMoment ||= reset;
    return reset;
  });
  if (phones.length === 0 || phones.length < lost.size * least) return undefined;
  const down = stopped.length > 0;
  const values = {
    phones: phones.length,
    signer: signer(situation.served),
    since: { moment: new Date(dates.signed).toISOString() },
    nodes: (down ? stopped : unreachable).join(", "),
  };
  return {
    cause: {
      certainty: "likely",
      code: down ? tvsMissingCodes.stopped : tvsMissingCodes.unreachable,
      statement: say(down ? "phones-lists.cause.tvs-stopped" : "phones-lists.cause.tvs-unreachable", values),
      because: input.findings
        .filter(({ code, node }) => {
          if (code === "read.node-unreachable") return unreachable.some((name) => name === node);
          return ["service.stopped", "itl.served", "itl.current", "phones.unregistered"].includes(code);
        })
        .map(({ id }) => id),
      qualifications: [
        say("scenario.phones.prove.hash"),
        ...(byMoment ? [say("phones-lists.prove.by-themselves", values)] : []),
        ...(down ? [] : [say("trust-service.prove", values)]),
      ],
      missing: unasked(input.findings),
    },
    phones: phones.map(({ name }) => name),
  };
}

function datesOf({ facts }: ConclusionInput, { itls }: PhonesSituation): Dates | undefined {
  const began = (facts.certificates?.stored ?? []).map(({ certificate }) => Date.parse(certificate.notBefore));
  const installed = Math.min(...began);
  const signed = Math.max(
    ...itls.flatMap((itl) => {
      const der = signerIn(itl, itl)?.certificate;
      return der === undefined ? [] : [Date.parse(readCertificate(der).notBefore)];
    }),
  );
  return Number.isFinite(installed) && signed - installed > dayMs ? { installed, signed } : undefined;
}

/** A TVS that answers with a certificate older than the signer lets phones follow: then it is not for want of the others. */
const anotherVouches = ({ trust }: PhonesSituation, { stopped, unreachable }: Missing, { signed }: Dates): boolean =>
  trust.tvs.some(
    ({ node, presents }) =>
      presents !== undefined &&
      ![...stopped, ...unreachable].some((name) => name === node) &&
      Date.parse(presents.notBefore) < signed - oneChangeMs,
  );

const startOf = ({ facts }: ConclusionInput, node: NodeName): number | undefined => {
  const own = facts.certificates?.stored.find((one) => one.unit === "TVS" && one.node === node)?.certificate;
  return own === undefined ? undefined : Date.parse(own.notBefore);
};

/** Whatever list the phone holds, it names this TVS. */
function neverRenewed(input: ConclusionInput, node: NodeName, { installed }: Dates): boolean {
  const renewed = startOf(input, node);
  return renewed !== undefined && renewed - installed <= dayMs;
}

/**
 * From 14 on lists are built anew and phones reset with every renewal: a phone that was lost in the very moment in which the signer
 * was renewed was reset by itself then, and so it was when TVS was renewed before, by a list whose signer it knew.
 */
function resetByThemselves(input: ConclusionInput, node: NodeName, { signed }: Dates, lostAt: number): boolean {
  const renewed = startOf(input, node);
  const release = input.facts["cluster-mode"]?.release;
  if (renewed === undefined || release === undefined || consequences(release) === "before-14") return false;
  return renewed < signed - oneChangeMs && Math.abs(lostAt - signed) < byThemselvesMs;
}

/** True when the cause rests on dates, and not on lists that were seen. */
export const byDates = ({ cause }: Silence): boolean => cause.statement.id.startsWith("phones-lists.cause.tvs-");
