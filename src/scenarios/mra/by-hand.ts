// The support document's own steps for trust between CUCM and Expressway-C, for those who do it by hand.
import type { Remedy, RunbookStep } from "../../domain/report.ts";
import { say } from "../../i18n/say.ts";
import { hand, step } from "./parts.ts";
import type { MraSituation } from "./situation.ts";

const pages = "OS Administration > Security > Certificate Management";
const list = "Expressway-C > Maintenance > Security > Trusted CA certificate";

/** The support document's own steps, in its order, for the directions that are broken. */
export function byHand(seen: MraSituation, code: string): Remedy {
  const cluster = code === "cucm-refuses-expressway" || code === "both-directions";
  const peers = code !== "cucm-refuses-expressway";
  const selfSigned = seen.doorRefusals.some(({ chain, after }) => (after?.leaf ?? chain[0])?.selfSigned === true);
  const own = selfSigned || seen.refusedLater.some((door) => door.selfSigned);
  const doors = [
    step("restart-tomcat", "utils service restart Cisco Tomcat"),
    step("restart-haproxy", "utils service restart Cisco HAProxy"),
  ];
  const restarts = cluster || seen.replaced.length > 0;
  return {
    ...hand("trust-by-hand", "works", [
      ...(restarts ? [step("after-hours")] : []),
      ...(peers ? [step(own ? "download-own" : "download-ca", pages), step("upload-to-expressway", list)] : []),
      ...(cluster
        ? [
            showPem(seen),
            step("upload-tomcat-trust", `${pages} > Upload Certificate/Certificate chain`),
            step("upload-callmanager-trust", `${pages} > Upload Certificate/Certificate chain`),
            step("restart-callmanager", "Cisco Unified Serviceability > Tools > Control Center - Feature Services"),
            step("restart-tftp", "Cisco Unified Serviceability > Tools > Control Center - Feature Services"),
          ]
        : []),
      // What was replaced is shown until they start again.
      ...(restarts ? doors : []),
      step("sign-in"),
    ]),
    inSupportDocument: true,
  };
}

/** What has expired, where it stands: each side has its own pages, and uses the new one after a restart. */
export function renewExpired({ expiredDoors, expiredPeers }: MraSituation): Remedy {
  const doors = expiredDoors.map(({ node, unit, offer }) => ({ node, unit: unit ?? offer.toUpperCase() }));
  const places = [...new Set(doors.map(({ node, unit }) => `${node} ${unit}`))].join(", ");
  const own = doors.some(({ unit }) => unit.startsWith("CallManager"));
  const peers = expiredPeers.join(", ");
  return hand("renew-expired", "works", [
    ...(expiredPeers.length > 0
      ? [
          step("renew-peer", "Maintenance > Security > Server certificate", { peers }),
          step("restart-peer", "Maintenance > Restart options", { peers }),
        ]
      : []),
    ...(doors.length > 0
      ? [
          step("renew-cucm", pages, { places, store: own ? "CallManager-trust" : "tomcat-trust" }),
          step("restart-tomcat", "utils service restart Cisco Tomcat"),
          step("restart-haproxy", "utils service restart Cisco HAProxy"),
        ]
      : []),
    step("sign-in"),
  ]);
}

/** Where the PEM comes from: the peer's list; its own certificate where that signed itself; else whoever runs the CA. */
function showPem({ clientRefusals, needed }: MraSituation): RunbookStep {
  const shown = step("show-pem", `${list} > Show all (PEM file)`);
  const leaves = clientRefusals.flatMap(({ verdict }) => verdict.path.slice(0, 1));
  if (leaves.length > 0 && leaves.every((leaf) => leaf.selfSigned)) {
    const command = "Expressway-C > Maintenance > Security > Server certificate > Show (PEM file)";
    return { ...shown, text: say("mra.hand.show-own-pem"), command };
  }
  if (needed.unknownToCluster.length === 0) return shown;
  const text = say("mra.hand.ask-for-pem", { issuers: needed.unknownToCluster.join(", ") });
  return { id: "show-pem", by: "person", text };
}
