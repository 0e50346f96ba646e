// Stored = served? A service shows the certificate that it loaded when it started, not the one that was stored since.
import type { CertificateUnit, ClusterNode } from "../../domain/cluster.ts";
import type { NodeName } from "../../domain/ids.ts";
import { shortSerial } from "../../domain/serial.ts";
import { say } from "../../i18n/say.ts";
import type { Certificate } from "../../trust/types.ts";
import { type CheckContext, defineCheck } from "../check.ts";
import { onEveryNode } from "../reading.ts";
import { readOwn, readServedCertificate } from "../reads.ts";

const id = "served-certificates";

export interface ServedCertificate {
  readonly node: NodeName;
  readonly unit: CertificateUnit;
  readonly port: number;
  readonly certificate: Certificate;
  /** Undefined when the stored one could not be read. */
  readonly current: boolean | undefined;
}

export interface ServedCertificatesFacts {
  readonly served: readonly ServedCertificate[];
}

interface Door {
  readonly unit: CertificateUnit;
  readonly service: string;
  readonly port: (node: ClusterNode) => number;
}

/** Port to unit: facts cucm.md section 5. */
const doors: readonly Door[] = [
  { unit: "CallManager", service: "Cisco CallManager", port: (node) => node.ports.sipTls },
  { unit: "TVS", service: "Cisco Trust Verification Service", port: (node) => node.ports.tvs },
];

export const servedCertificatesCheck = defineCheck<typeof id, ServedCertificatesFacts>({
  id,
  title: say("checks.served.title"),
  async run(context: CheckContext): Promise<ServedCertificatesFacts> {
    const served = await onEveryNode(context, (node) => Promise.all(doors.map((door) => look(context, node, door))));
    return { served: served.flat().filter((one) => one !== undefined) };
  },
});

async function look(context: CheckContext, node: ClusterNode, door: Door): Promise<ServedCertificate | undefined> {
  const port = door.port(node);
  const [shown, stored] = await Promise.all([
    readServedCertificate(context, id, node, port),
    readOwn(context, id, node, door.unit),
  ]);
  const leaf = shown.ok ? shown.value[0] : undefined;
  if (!shown.ok || leaf === undefined) return undefined;
  const current = stored.ok ? stored.value.sha256 === leaf.sha256 : undefined;
  if (current !== undefined && stored.ok) {
    const values = { node: node.name, port, unit: door.unit, service: door.service, serial: shortSerial(leaf.serial) };
    context.emit({
      id: `${id}:${node.name}:${port}`,
      check: id,
      code: current ? "served.current" : "served.not-restarted",
      verdict: current ? "ok" : "warning",
      node: node.name,
      title: current
        ? say("checks.served.current", values)
        : say("checks.served.stale", { ...values, stored: shortSerial(stored.value.serial) }),
      ...(current ? {} : { means: say("checks.served.stale.means", values) }),
      evidence: [shown.evidence, stored.evidence],
    });
  }
  return { node: node.name, unit: door.unit, port, certificate: leaf, current };
}
