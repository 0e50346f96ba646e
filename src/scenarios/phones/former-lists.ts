// Phones of which nobody knows what they hold: from when on a list must be for whoever holds it to follow what is served now.
import type { Finding } from "../../domain/finding.ts";
import { say } from "../../i18n/say.ts";
import { readCertificate } from "../../trust/certificate.ts";
import { usualSigners } from "../../trust/signers.ts";
import { signerIn } from "../../trust/tlv-verify.ts";
import { acceptance } from "../../trust/trust-rule.ts";
import type { TrustList } from "../../trust/types.ts";
import type { ConclusionInput } from "../scenario.ts";
import type { Silence } from "./cause.ts";
import { unasked } from "./seen.ts";
import type { PhonesSituation } from "./situation.ts";

const dayMs = 86_400_000;

/**
 * Milliseconds. A list that is older names nothing by which what is served now can be trusted: every key that signed it, and every
 * TVS that answers, has a certificate that did not exist. Undefined when the certificates are those of the installation.
 */
export function youngestAnchor(
  input: ConclusionInput,
  situation: PhonesSituation,
  itls: readonly TrustList[] = situation.itls,
): number | undefined {
  const { servedCtl } = situation.trust;
  const lists = [...itls, ...(servedCtl === undefined ? [] : [servedCtl])];
  return anchorOf(
    input,
    situation,
    lists.flatMap((list) => madeAt(list) ?? []),
  );
}

/** The same for the ITL that Cisco Tftp makes next. */
export const nextAnchor = (input: ConclusionInput, situation: PhonesSituation): number | undefined =>
  anchorOf(
    input,
    situation,
    usualSigners(situation.trust).map(({ notBefore, sha256 }) => ({ at: Date.parse(notBefore), sha256 })),
  );

interface Signed {
  /** Milliseconds: since when the signer's certificate exists. */
  readonly at: number;
  readonly sha256: string;
}

function anchorOf(
  { facts }: ConclusionInput,
  { trust }: PhonesSituation,
  signers: readonly Signed[],
): number | undefined {
  // What a service still presents may be older than all that is stored: whoever renewed every unit renewed, and did not install.
  const seen = [...(facts.certificates?.stored ?? []), ...(facts["served-certificates"]?.served ?? [])];
  const installed = Math.min(...seen.map(({ certificate }) => Date.parse(certificate.notBefore)));
  const anchors = signers.map(({ at, sha256 }) => {
    const vouching = trust.tvs.flatMap(({ presents, refuses }) =>
      presents === undefined || refuses.includes(sha256) ? [] : [Date.parse(presents.notBefore)],
    );
    return Math.min(at, ...vouching);
  });
  const last = Math.max(...anchors);
  return Number.isFinite(installed) && last - installed > dayMs ? last : undefined;
}

/** The same for one phone: by the ITL of the server where it was registered last, when that is known. */
export function anchorFor(
  input: ConclusionInput,
  situation: PhonesSituation,
  phone: { readonly node: string },
): number | undefined {
  const at = phone.node.toLowerCase();
  const server = input.cluster.nodes.find(({ name, address }) => name.toLowerCase() === at || address === at)?.name;
  const own = input.facts["trust-lists"]?.lists.find(({ kind, node }) => kind === "ITL" && node === server)?.list;
  return youngestAnchor(input, situation, own === undefined ? situation.itls : [own]);
}

/** Units that decide about lists and were renewed at that time or later, or up to a day before. */
export const unitsSince = ({ facts }: ConclusionInput, since: number): readonly string[] => [
  ...new Set(
    (facts.certificates?.stored ?? [])
      .filter(({ unit, certificate }) => unit !== "CAPF" && Date.parse(certificate.notBefore) >= since - dayMs)
      .map(({ unit }) => unit),
  ),
];

/** Since when the certificate exists whose key signed the list, as the list itself carries it. */
function madeAt(list: TrustList): Signed | undefined {
  const der = signerIn(list, list)?.certificate;
  if (der === undefined) return undefined;
  const { notBefore, sha256 } = readCertificate(der);
  return { at: Date.parse(notBefore), sha256 };
}

/** Lost phones that may hold a list from which they cannot follow. Nothing is said of those that are known to follow. */
export function formerListsRefused(
  input: ConclusionInput,
  situation: PhonesSituation,
  lost: ReadonlySet<string>,
): Silence | undefined {
  const since = youngestAnchor(input, situation);
  const open = situation.groups.filter(
    ({ follows, group }) =>
      follows === "unknown" &&
      (group.candidates.length === 0
        ? since !== undefined
        : group.candidates.some((held) =>
            situation.itls.some((itl) => acceptance(held, itl, situation.trust.tvs).accepts !== "yes"),
          )),
  );
  const phones = open.flatMap((group) => group.phones).filter((name) => lost.has(name));
  if (phones.length === 0) return undefined;
  const statement =
    since === undefined
      ? say("phones-lists.cause.some-refused", { phones: phones.length })
      : say("phones-lists.cause.former-refused", {
          phones: phones.length,
          since: { moment: new Date(since).toISOString() },
        });
  return {
    cause: {
      certainty: "likely",
      code: "trust-anchor-lost",
      statement,
      because: input.findings
        .filter(({ code }) =>
          [
            "holdings.unknown",
            "certificates.renewed-together",
            "itl.nodes-differ",
            "itl.served",
            "itl.current",
          ].includes(code),
        )
        .map(({ id }) => id),
      qualifications: [say("scenario.phones.prove.hash"), say("scenario.phones.prove.status")],
      missing: unasked(input.findings),
    },
    phones,
  };
}

/** Said among the findings too: who reads only those must not take the stopped service for everything. */
export function behindFinding({ findings }: ConclusionInput, { behind }: Silence): readonly Finding[] {
  if (behind === undefined || behind.cause.certainty === "proved") return [];
  const evidence = findings.filter(({ id }) => behind.cause.because.includes(id)).flatMap((one) => one.evidence);
  return [
    {
      id: "phones:former-lists",
      check: "phone-holdings",
      code: "lists.may-be-refused",
      verdict: "warning",
      title: behind.cause.statement,
      next: say("phones-lists.next.after-start"),
      evidence: evidence.slice(0, 4),
    },
  ];
}
