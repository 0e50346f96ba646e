// One service on one node, as Control Center shows it; the start time is what tells a restart from none.
import type { Evidence } from "../domain/finding.ts";
import type { NodeName } from "../domain/ids.ts";
import type { ServiceName } from "../domain/plan.ts";
import type { Phrase } from "../domain/text.ts";
import { say } from "../i18n/say.ts";
import type { ServiceEntry, ServiceStatus } from "../systems/ports.ts";
import type { ActionContext } from "./action.ts";
import { attempt } from "./reading.ts";

/** `unlisted`: the node answers but Control Center does not know the service (HAProxy is not in its list). */
export type ServiceReading =
  | { readonly kind: "read"; readonly status: ServiceStatus; readonly evidence: Evidence }
  | { readonly kind: "unlisted"; readonly evidence: Evidence }
  | { readonly kind: "unreadable"; readonly reason: Phrase };

export async function readService(
  name: NodeName,
  service: ServiceName,
  { systems, signal }: ActionContext,
): Promise<ServiceReading> {
  const node = systems.cluster.nodes.find((other) => other.name === name);
  if (node === undefined) return { kind: "unreadable", reason: say("changes.no-such-node", { node: name }) };
  const read = await attempt(() => systems.soap.serviceStatus(node, [service], { signal }), signal);
  if (!read.ok) return { kind: "unreadable", reason: read.reason };
  const { value, evidence } = read.value;
  const status = value.find((entry) => entry.name === service);
  return status === undefined ? { kind: "unlisted", evidence } : { kind: "read", status, evidence };
}

/** Until the service runs, in seconds, from the slow side: an estimate that is too long holds nobody up. */
export const serviceSeconds: Readonly<Record<ServiceName, number>> = {
  "Cisco CallManager": 120,
  "Cisco Tftp": 60,
  "Cisco CTIManager": 60,
  "Cisco Trust Verification Service": 30,
  "Cisco Certificate Authority Proxy Function": 30,
  "Cisco Tomcat": 300,
  "Cisco UDS Tomcat": 180,
  "Cisco SSOSP Tomcat": 180,
  "Cisco HAProxy": 30,
  "Cisco DRF Master": 30,
  "Cisco DRF Local": 30,
};

/** `Service Not Activated` is a decision of the administrator, which no start overrules. */
export const isActivated = ({ note }: Pick<ServiceEntry, "note">): boolean => !/not activated/i.test(note);
