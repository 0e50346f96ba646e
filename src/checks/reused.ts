// One certificate for CallManager and Tomcat: said in the same words by whichever check finds it.
import type { ClusterNode } from "../domain/cluster.ts";
import type { Evidence } from "../domain/finding.ts";
import { shortSerial } from "../domain/serial.ts";
import { say } from "../i18n/say.ts";
import type { CheckContext } from "./check.ts";

/** Every later Tomcat renewal then changes the trust lists too (inference from Security Guide 15). `serial`: whole. */
export function emitReused(
  context: CheckContext,
  check: string,
  node: ClusterNode,
  serial: string,
  evidence: readonly Evidence[],
): void {
  context.emit({
    id: `${check}:reused`,
    check,
    code: "certificate.reused",
    verdict: "ok",
    node: node.name,
    title: say("trust.check.reused", { serial: shortSerial(serial) }),
    means: say("trust.check.reused.means"),
    evidence,
  });
}
