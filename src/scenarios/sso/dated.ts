// What dates and certificates alone make likely, when no login speaks: expired, not the same everywhere, older metadata, not restarted.
import { say } from "../../i18n/say.ts";
import type { ConclusionInput } from "../scenario.ts";
import type { Parts } from "./cause.ts";
import { fitsLoaded, notRestarted, type SsoSituation, storedFor } from "./situation.ts";

/** The ids of the findings with this code. */
export const idsOf = ({ findings }: ConclusionInput, code: string): readonly string[] =>
  findings.filter((one) => one.code === code).map(({ id }) => id);

type ExpiryParts = Parts & { readonly because: readonly string[] };

/** Dates that are over: an identity provider that looks at them encrypts for no such certificate. Never more than likely. */
export function fromExpiry(
  input: ConclusionInput,
  situation: SsoSituation,
  only?: readonly string[],
): ExpiryParts | undefined {
  const { agreement, unit } = situation;
  const nodes = (agreement?.nodes ?? []).flatMap(({ node }) => {
    const used = storedFor(situation, node)?.value;
    const expired = idsOf(input, "sso.certificate-expired").includes(`sso-agreement:expired:${node}`);
    return used === undefined || !expired || only?.includes(node) === false ? [] : [{ node, until: used.notAfter }];
  });
  const [first] = nodes;
  if (first === undefined) return undefined;
  const values = { unit, nodes: nodes.map(({ node }) => node).join(", "), until: { moment: first.until } };
  return {
    certainty: "likely",
    code: "certificate-expired",
    statement: say("scenario.sso.cause.expired", values),
    qualifications: [say("scenario.sso.prove.idp-log")],
    because: nodes.map(({ node }) => `sso-agreement:expired:${node}`),
  };
}

/** Nobody's login is in the log: certificates and dates alone make it likely, never more. */
export function fromDates(input: ConclusionInput, situation: SsoSituation): Parts | undefined {
  const prove = [say("scenario.sso.prove.trace")];
  const { unit } = situation;
  // Until Tomcat restarts, a node decrypts with the certificate that older metadata names: an old copy is the right one there.
  const fit = new Set(unit === "tomcat" ? fitsLoaded(situation).map((node) => `sso-agreement:dates:${node}`) : []);
  const older = idsOf(input, "sso.metadata-older").filter((id) => !fit.has(id));
  const uncovered = [
    ...idsOf(input, "tomcat.differs-between-nodes"),
    ...idsOf(input, "tomcat.multi-san-names-missing"),
  ];
  const waiting = notRestarted(situation);
  if (uncovered.length > 0) {
    const statement = say("scenario.sso.cause.multi-san");
    return { certainty: "likely", code: "multi-san-incomplete", statement, qualifications: prove, because: uncovered };
  }
  if (older.length > 0 && input.answers.get("idp-has") !== "same") {
    const nodes = older.map((one) => one.split(":").at(-1) ?? "").join(", ");
    const statement = say("scenario.sso.cause.old-by-dates", { nodes, unit });
    return { certainty: "likely", code: "idp-encrypts-for-old", statement, qualifications: prove, because: older };
  }
  if (waiting.length > 0 && unit === "tomcat") {
    const statement = say("scenario.sso.cause.not-restarted-by-dates", { nodes: waiting.join(", ") });
    const because = idsOf(input, "tomcat.not-restarted");
    return { certainty: "likely", code: "tomcat-not-restarted", statement, qualifications: prove, because };
  }
  const idp = [...idsOf(input, "idp.signing-certificate-expired"), ...idsOf(input, "idp.two-signing-certificates")];
  if (idp.length > 0) {
    const statement = say("scenario.sso.cause.idp-certificate");
    return { certainty: "likely", code: "idp-signing-changed", statement, qualifications: prove, because: idp };
  }
  return undefined;
}
