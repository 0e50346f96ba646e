// A login that failed may be mended since: what that node, or another one of the same agreement, has shown later.
import type { SsoAgreementFacts, SsoNode } from "../../checks/sso-agreement/check.ts";
import type { SsoAttempts } from "../../checks/sso-log/check.ts";
import type { Finding } from "../../domain/finding.ts";
import type { Phrase } from "../../domain/text.ts";
import { say } from "../../i18n/say.ts";
import type { Certificate } from "../../trust/types.ts";
import { asOver } from "../over.ts";

/** `2026-01-10 06:06:31,274` and `2026-01-10T06:06:31` to the second, in whatever zone the node keeps. */
const second = (at: string): string => at.slice(0, 19).replace("T", " ");

/** When the last SSO test of a node succeeded, by its own clock as its log prints times; undefined when it did not. */
export const testPassedAt = ({ state }: SsoNode): string | undefined =>
  state?.value.testPassed === true && state.value.testedWall !== undefined
    ? second(state.value.testedWall.local)
    : undefined;

/** The metadata was exported on this node after the login: what the IdP held then says nothing about what it holds now. */
export function exportedSince(agreement: SsoAgreementFacts | undefined, { node, last }: SsoAttempts): boolean {
  const exported = agreement?.nodes.find((one) => one.node === node)?.state?.value.exportedWall;
  return exported !== undefined && last !== undefined && second(exported.local) > second(last.at);
}

/** The login came after the last SSO test of its node. */
export function workedSinceTest(
  agreement: SsoAgreementFacts | undefined,
  { node, at }: { readonly node: SsoNode["node"]; readonly at: string },
): boolean {
  const tested = agreement?.nodes.find((one) => one.node === node)?.state?.value.testedWall;
  return tested !== undefined && second(at) >= second(tested.local);
}

/** Codes that a login on any node disproves: the IdP knows one service provider, the nodes have one key. */
const shared: ReadonlySet<string> = new Set(["sso.decrypt-failed", "sso.status-not-success", "sso.no-uid"]);

/**
 * Why the failed login is over; undefined while nothing says so. `uses`: what a node decrypts with now. Log times have no zone:
 * those of two nodes are compared only where both print the same one.
 */
export function overSince(
  agreement: SsoAgreementFacts | undefined,
  failed: SsoAttempts,
  logs: readonly SsoAttempts[],
  uses: (node: SsoNode["node"]) => Certificate | undefined,
): Phrase | undefined {
  const { last } = failed;
  const here = agreement?.nodes.find((one) => one.node === failed.node);
  if (last === undefined || here === undefined) return undefined;
  const tested = testPassedAt(here);
  if (tested !== undefined && tested > second(last.at)) return say("checks.sso.over.tested", { at: tested });
  if (agreement?.mode !== "cluster-wide" || !shared.has(last.code)) return undefined;
  const mine = uses(failed.node);
  if (mine === undefined) return undefined;
  for (const other of logs) {
    const there = agreement.nodes.find((one) => one.node === other.node);
    if (other.last?.code !== "sso.signed-in" || there === undefined) continue;
    if (uses(other.node)?.sha256 !== mine.sha256) continue;
    const proved = serialOf(other) === mine.serial && (serialOf(failed) ?? mine.serial) !== mine.serial;
    const zones = [zoneOf(here), zoneOf(there)];
    const later = zones[0] !== undefined && zones[0] === zones[1] && second(other.last.at) > second(last.at);
    if (proved || later) return say("checks.sso.over.elsewhere", { node: other.node, at: other.last.at });
  }
  return undefined;
}

const serialOf = ({ encryptedFor }: SsoAttempts): string | undefined =>
  encryptedFor !== undefined && "serial" in encryptedFor ? encryptedFor.serial : undefined;

const zoneOf = ({ state }: SsoNode): string | undefined =>
  state?.value.exportedWall?.zone ?? state?.value.testedWall?.zone;

/** The log’s finding in the place of what the check said of it. */
export const loginIsOver = (finding: Finding, at: string, why: Phrase): Finding =>
  asOver(finding, "sso.over", say("checks.sso.over", { node: finding.node ?? "", at, why }));
