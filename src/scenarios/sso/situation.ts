// What the facts say about single sign-on, in the scenario's own terms: who decrypts with what, what the last login came to.
import type { Seen, SsoAgreementFacts, SsoNode } from "../../checks/sso-agreement/check.ts";
import type { SsoAttempts } from "../../checks/sso-log/check.ts";
import type { Finding } from "../../domain/finding.ts";
import type { NodeName } from "../../domain/ids.ts";
import type { Certificate } from "../../trust/types.ts";
import type { ConclusionInput } from "../scenario.ts";
import { loginIsOver, overSince, testPassedAt } from "./over.ts";

export interface SsoSituation {
  readonly agreement: SsoAgreementFacts | undefined;
  readonly enabled: readonly SsoNode[];
  readonly disabled: readonly NodeName[];
  /** The nodes whose last login failed and nothing says that it is mended since, newest first; and those where it worked. */
  readonly failed: readonly Attempt[];
  readonly worked: readonly { readonly node: NodeName; readonly at: string }[];
  /** Findings of the log about failures that are over. */
  readonly over: readonly Finding[];
  /** Nodes whose log says nothing of a login. */
  readonly silent: readonly NodeName[];
  /** Nodes where not every login leaves its response in the log. */
  readonly quiet: readonly NodeName[];
  readonly unit: "tomcat" | "ITLRecovery";
}

export interface Attempt {
  readonly node: NodeName;
  readonly code: Exclude<NonNullable<SsoAttempts["last"]>["code"], "sso.signed-in">;
  readonly at: string;
  readonly attempts: SsoAttempts;
}

export function situationOf({ facts, findings }: ConclusionInput): SsoSituation {
  const agreement = facts["sso-agreement"];
  const nodes = agreement?.nodes ?? [];
  const logs = facts["sso-log"]?.nodes ?? [];
  const enabled = nodes.filter((one) => one.state?.value.enabled === true);
  const uses = (node: NodeName): Certificate | undefined => decryptsWith({ agreement }, node)?.value;
  const failed: Attempt[] = [];
  const worked: SsoSituation["worked"][number][] = [];
  const over: Finding[] = [];
  for (const attempts of logs) {
    const { last, node } = attempts;
    if (last === undefined) continue;
    if (last.code === "sso.signed-in") {
      worked.push({ node, at: last.at });
      continue;
    }
    const why = overSince(agreement, attempts, logs, uses);
    if (why === undefined) {
      failed.push({ node, code: last.code, at: last.at, attempts });
      continue;
    }
    const found = findings.find(({ id }) => id === `sso-log:${node}`);
    if (found !== undefined) over.push(loginIsOver(found, last.at, why));
    // The test is a login too; at a low trace level the log may have no word of it.
    const tested = nodes.filter((one) => one.node === node).flatMap((one) => testPassedAt(one) ?? [])[0];
    if (tested !== undefined && tested > last.at) worked.push({ node, at: tested });
  }
  return {
    agreement,
    enabled,
    disabled: nodes.flatMap((one) => (one.state?.value.enabled === false ? [one.node] : [])),
    failed: failed.sort((a, b) => (a.at < b.at ? 1 : -1)),
    worked,
    over,
    silent: logs.flatMap(({ node, last }) => (last === undefined ? [node] : [])),
    quiet: nodes.flatMap((one) => (one.trace !== undefined && one.trace.value !== "debug" ? [one.node] : [])),
    unit: agreement?.uses === "ITLRecovery" ? "ITLRecovery" : "tomcat",
  };
}

/** The certificate that a node decrypts with now: what Tomcat has loaded, or the cluster's ITLRecovery. */
export function decryptsWith(
  { agreement }: Pick<SsoSituation, "agreement">,
  name: NodeName,
): Seen<Certificate> | undefined {
  const node = agreement?.nodes.find((one) => one.node === name);
  return agreement?.uses === "ITLRecovery" ? agreement.recovery : (node?.served ?? node?.stored);
}

/** The certificate that it would decrypt with after a restart. */
export function storedFor({ agreement }: SsoSituation, name: NodeName): Seen<Certificate> | undefined {
  return agreement?.uses === "ITLRecovery"
    ? agreement.recovery
    : agreement?.nodes.find((one) => one.node === name)?.stored;
}

/** Nodes that have not loaded the Tomcat certificate they store. */
export const notRestarted = ({ agreement }: SsoSituation): readonly NodeName[] =>
  (agreement?.nodes ?? []).flatMap(({ node, stored, served }) =>
    stored !== undefined && served !== undefined && stored.value.sha256 !== served.value.sha256 ? [node] : [],
  );

/**
 * Nodes where nobody has signed in and no test has passed since the certificate began: what the identity provider was given
 * since, nothing on the cluster tells. Cluster-wide one login speaks for all.
 */
export function neverTried({ agreement, enabled, silent, worked }: SsoSituation): readonly NodeName[] {
  if (agreement?.mode === "cluster-wide" && worked.length > 0) return [];
  return enabled.filter(({ node, untested }) => untested === true && silent.includes(node)).map(({ node }) => node);
}

/** Of these, the nodes whose metadata was exported while the certificate that Tomcat still runs with was the stored one. */
export const fitsLoaded = (situation: SsoSituation): readonly NodeName[] =>
  notRestarted(situation).filter((name) => {
    const { served, state } = situation.agreement?.nodes.find(({ node }) => node === name) ?? {};
    const exported = state?.value.metadataExported;
    return served !== undefined && exported !== undefined && Date.parse(served.value.notBefore) <= Date.parse(exported);
  });
