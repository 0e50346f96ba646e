// The services of a node as `utils service list` names them, and how long they take to start.
import type { NodeRole } from "../domain/cluster.ts";
import type { LabMode, LabService, ServiceState } from "./model.ts";

interface ServiceKind {
  readonly name: string;
  /** Lab seconds until STARTED. */
  readonly startSeconds: number;
  readonly on?: "publisher";
  /** Activated only in mixed mode, as CAPF usually is. */
  readonly mixedOnly?: boolean;
  /** Present but not activated. */
  readonly idle?: boolean;
}

const kind = (
  name: string,
  startSeconds: number,
  rest: Omit<ServiceKind, "name" | "startSeconds"> = {},
): ServiceKind => ({
  name,
  startSeconds,
  ...rest,
});

/** Names: Cisco's AXL enumeration XService and the documents' restart commands; durations are ours. */
export const serviceKinds: readonly ServiceKind[] = [
  kind("A Cisco DB", 20),
  kind("A Cisco DB Replicator", 6),
  kind("Cisco AMC Service", 3),
  kind("Cisco AXL Tomcat", 12),
  kind("Cisco AXL Web Service", 3),
  kind("Cisco CDP", 2),
  kind("Cisco CTIManager", 6),
  kind("Cisco CallManager", 12),
  kind("Cisco CallManager Serviceability", 3),
  kind("Cisco CallManager Serviceability RTMT", 3),
  kind("Cisco Certificate Authority Proxy Function", 4, { on: "publisher", mixedOnly: true }),
  kind("Cisco Certificate Change Notification", 2),
  kind("Cisco Certificate Expiry Monitor", 2),
  kind("Cisco DHCP Monitor Service", 2, { idle: true }),
  kind("Cisco DRF Local", 3),
  kind("Cisco DRF Master", 3, { on: "publisher" }),
  kind("Cisco Database Layer Monitor", 4),
  kind("Cisco DirSync", 3, { on: "publisher", idle: true }),
  kind("Cisco Extended Functions", 3),
  kind("Cisco Extension Mobility", 4),
  kind("Cisco HAProxy", 4),
  kind("Cisco IP Voice Media Streaming App", 4),
  kind("Cisco Intercluster Lookup Service", 3),
  kind("Cisco Location Bandwidth Manager", 3),
  kind("Cisco Log Partition Monitoring Tool", 2),
  kind("Cisco RIS Data Collector", 4),
  kind("Cisco SSOSP Tomcat", 12),
  kind("Cisco Tftp", 6),
  kind("Cisco Tomcat", 20),
  kind("Cisco Trust Verification Service", 4),
  kind("Cisco UDS Tomcat", 12),
  kind("Cluster Manager", 3),
  kind("Name Service Cache", 1),
  kind("SOAP -Log Collection APIs", 3),
  kind("SOAP -Performance Monitoring APIs", 3),
  kind("SOAP -Real-Time Service APIs", 3),
  kind("System SSH", 1),
];

/** One service on one node. Only the service manager changes it. */
export class Service implements LabService {
  readonly name: string;
  readonly startSeconds: number;
  activated: boolean;
  state: ServiceState;
  startedAt: number | undefined;
  /** Somebody stopped it on purpose. */
  commandedOut = false;

  constructor(of: ServiceKind, activated: boolean, startedAt: number) {
    this.name = of.name;
    this.startSeconds = of.startSeconds;
    this.activated = activated;
    this.state = activated ? "started" : "stopped";
    this.startedAt = activated ? startedAt : undefined;
  }

  get note(): string {
    if (!this.activated) return "Service Not Activated";
    return this.state === "stopped" && this.commandedOut ? "Commanded Out of Service" : "";
  }
}

/** The services a node has, started since `startedAt`; `without` are those its release does not know. */
export function servicesFor(
  role: NodeRole,
  mode: LabMode,
  startedAt: number,
  without: readonly string[] = [],
): Map<string, Service> {
  const here = serviceKinds.filter(
    (each) => (each.on === undefined || role === "publisher") && !without.includes(each.name),
  );
  return new Map(here.map((each) => [each.name, new Service(each, shouldBeActive(each, mode), startedAt)] as const));
}

const shouldBeActive = (each: ServiceKind, mode: LabMode): boolean =>
  each.idle !== true && (each.mixedOnly !== true || mode === "mixed");
