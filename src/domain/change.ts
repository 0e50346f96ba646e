// What one change does to the business, whatever colour its scenario has: quorum follows from this.
import type { Impact } from "./impact.ts";
import type { Change, ServiceName } from "./plan.ts";

/** Restarting one of these drops phones, calls or the trust files that phones fetch. */
const gravest: ReadonlySet<ServiceName> = new Set<ServiceName>([
  "Cisco CallManager",
  "Cisco CTIManager",
  "Cisco Trust Verification Service",
  "Cisco Tftp",
]);

const moderate: ReadonlySet<ServiceName> = new Set<ServiceName>([
  "Cisco Certificate Authority Proxy Function",
  "Cisco HAProxy",
]);

/** The least impact that a step with this change may have; a plan can say more, never less. */
export function changeImpact(change: Change): Impact {
  switch (change.kind) {
    case "reset-itl":
    case "reset-ctl":
    case "update-ctl":
    case "reset-phones":
      return "high";
    case "wait-for-phones":
      return "low";
    case "restart-service":
      if (gravest.has(change.service)) return "high";
      return moderate.has(change.service) ? "medium" : "low";
  }
}
