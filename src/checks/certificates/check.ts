// The certificates that decide about trust lists, as the nodes hold them: who, since when, until when.
import { type CertificateUnit, type ClusterNode, publisherOf } from "../../domain/cluster.ts";
import type { Evidence, Finding } from "../../domain/finding.ts";
import type { NodeName } from "../../domain/ids.ts";
import { shortSerial } from "../../domain/serial.ts";
import { say } from "../../i18n/say.ts";
import { signsWithItlRecovery } from "../../trust/releases.ts";
import type { Certificate } from "../../trust/types.ts";
import { type CheckContext, defineCheck } from "../check.ts";
import { onEveryNode } from "../reading.ts";
import { readOwn, readRelease } from "../reads.ts";
import { emitReused } from "../reused.ts";

const id = "certificates";
const day = 86_400_000;

/** Two certificates count as renewed together when their start dates are this close: phones had no time between. */
const together = day;

export interface StoredCertificate {
  readonly node: NodeName;
  readonly unit: CertificateUnit;
  readonly certificate: Certificate;
  readonly evidence: Evidence;
}

export interface CertificatesFacts {
  readonly stored: readonly StoredCertificate[];
  /** Nodes whose CallManager or TVS certificate could not be read. */
  readonly unread: readonly NodeName[];
  /** CallManager uses Tomcat's certificate (*Reuse Certificate*, 14 and later); undefined when Tomcat's could not be read. */
  readonly reused: boolean | undefined;
}

/**
 * CAPF and ITLRecovery live on the publisher only since 14 and 12.5. Up to 11.5 each TFTP server's own ITLRecovery signs after
 * `localkey`; a subscriber's CAPF decides nothing here.
 */
async function unitsOf(context: CheckContext, node: ClusterNode): Promise<readonly CertificateUnit[]> {
  if (node.role === "publisher") return ["CallManager", "TVS", "ITLRecovery", "CAPF"];
  const release = await readRelease(context, id);
  const own = release.ok && !signsWithItlRecovery(release.value);
  return own ? ["CallManager", "TVS", "ITLRecovery"] : ["CallManager", "TVS"];
}

export const certificatesCheck = defineCheck<typeof id, CertificatesFacts>({
  id,
  title: say("checks.certificates.title"),
  async run(context: CheckContext): Promise<CertificatesFacts> {
    const unread: NodeName[] = [];
    const perNode = await onEveryNode(context, async (node) => {
      const units = await unitsOf(context, node);
      const readings = await Promise.all(units.map((unit) => readOwn(context, id, node, unit)));
      const stored: StoredCertificate[] = [];
      readings.forEach((reading, index) => {
        const unit = units[index];
        if (unit === undefined) return;
        if (reading.ok) stored.push({ node: node.name, unit, certificate: reading.value, evidence: reading.evidence });
        else if (unit === "CallManager" || unit === "TVS") unread.push(node.name);
      });
      for (const finding of judge(stored, context.clock.now())) context.emit(finding);
      return stored;
    });
    const stored = perNode.flat();
    const renewed = renewedTogether(stored);
    if (renewed !== undefined) context.emit(renewed);
    return { stored, unread: [...new Set(unread)], reused: await isReused(context, stored) };
  },
});

async function isReused(context: CheckContext, stored: readonly StoredCertificate[]): Promise<boolean | undefined> {
  const publisher = publisherOf(context.systems.cluster);
  const own = stored.find((one) => one.unit === "CallManager" && one.node === publisher.name);
  // One certificate on several nodes is what a reused one looks like; only then Tomcat's is asked for.
  const shared = stored.filter(
    (one) => one.unit === "CallManager" && one.certificate.sha256 === own?.certificate.sha256,
  );
  if (own === undefined || (shared.length < 2 && context.systems.cluster.nodes.length > 1)) return false;
  const tomcat = await readOwn(context, id, publisher, "tomcat");
  if (!tomcat.ok) return undefined;
  const reused = tomcat.value.sha256 === own.certificate.sha256;
  if (!reused) return false;
  emitReused(context, id, publisher, own.certificate.serial, [own.evidence, tomcat.evidence]);
  return true;
}

function judge(stored: readonly StoredCertificate[], now: number): Finding[] {
  const findings: Finding[] = [];
  for (const { node, unit, certificate, evidence } of stored) {
    const left = Date.parse(certificate.notAfter) - now;
    const common = { check: id, node, evidence: [evidence] };
    const values = { unit, node, serial: shortSerial(certificate.serial), date: { date: certificate.notAfter } };
    if (left < 0) {
      const title = say("checks.certificates.expired", values);
      const next = say("checks.certificates.expired.next", { unit });
      findings.push({
        ...common,
        id: `${id}:${node}:${unit}`,
        code: "certificate.expired",
        verdict: "problem",
        title,
        next,
      });
    } else if (left < 30 * day) {
      const title = say("checks.certificates.expiring", { ...values, days: Math.floor(left / day) });
      findings.push({
        ...common,
        id: `${id}:${node}:${unit}`,
        code: "certificate.expiring",
        verdict: "warning",
        title,
      });
    }
  }
  const first = stored[0];
  if (first !== undefined && findings.length === 0) {
    findings.push({
      id: `${id}:${first.node}`,
      check: id,
      code: "certificates.valid",
      verdict: "ok",
      node: first.node,
      title: say("checks.certificates.valid", {
        node: first.node,
        units: stored.map((one) => one.unit).join(", "),
        until: { date: earliest(stored.map((one) => one.certificate.notAfter)) },
      }),
      evidence: stored.map((one) => one.evidence),
    });
  }
  return findings;
}

const earliest = (dates: readonly string[]): string =>
  dates.reduce((first, date) => (Date.parse(date) < Date.parse(first) ? date : first));

/** The trust-list certificates that began within a day of the newest: more than one unit is a dangerous combination. */
function renewedTogether(stored: readonly StoredCertificate[]): Finding | undefined {
  const deciding = stored.filter((one) => one.unit !== "CAPF");
  const newest = Math.max(...deciding.map((one) => Date.parse(one.certificate.notBefore)));
  // At installation all begin together, CAPF too.
  const oldest = Math.min(...stored.map((one) => Date.parse(one.certificate.notBefore)));
  if (deciding.length === 0 || newest - oldest <= together) return undefined;
  const fresh = deciding.filter((one) => newest - Date.parse(one.certificate.notBefore) <= together);
  const units = [...new Set(fresh.map((one) => one.unit))];
  if (units.length < 2) return undefined;
  const first = Math.min(...fresh.map((one) => Date.parse(one.certificate.notBefore)));
  const moment = (ms: number) => ({ moment: new Date(ms).toISOString() });
  return {
    id: `${id}:together`,
    check: id,
    code: "certificates.renewed-together",
    verdict: "warning",
    title:
      newest - first < 60_000
        ? say("checks.certificates.together-at", { units: units.join(", "), at: moment(newest) })
        : say("checks.certificates.together", { units: units.join(", "), from: moment(first), until: moment(newest) }),
    means: say("checks.certificates.together.means"),
    evidence: fresh.map((one) => one.evidence),
  };
}
