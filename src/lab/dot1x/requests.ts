// 802.1X on the console of the practice cluster: at the switch, at the authentication server, at the phones; one verb at a time.
import { type CertificateUnit, certificateUnits } from "../../domain/cluster.ts";
import type { LabClusterView, PhoneFilter } from "../model.ts";
import { LabRefusal } from "../refusal.ts";

export const dot1xVerbs = [
  "set-up",
  "reauthenticate",
  "bypass",
  "end-bypass",
  "trust",
  "trust-not-for-clients",
  "distrust",
  "install-lsc",
  "delete-lsc",
  "voice-vlan",
  "power",
  "status",
] as const;
export type Dot1xVerb = (typeof dot1xVerbs)[number];

export interface Dot1xRequest {
  readonly verb: Dot1xVerb;
  /** `trust…`: a certificate unit of the publisher, CAPF when left out. `distrust`: `former`, or a serial. `voice-vlan`, `power`: on or off. */
  readonly value?: string | undefined;
  readonly phones?: PhoneFilter | undefined;
}

/** How long ago the phones got their LSCs, when 802.1X is set up by hand. */
const agoMs = 90 * 86_400_000;

type Answer = Readonly<Record<string, unknown>>;

/** Does it; gives what the administrator would see. Throws LabRefusal. */
export async function dot1xRequest(cluster: LabClusterView, asked: Dot1xRequest): Promise<Answer> {
  const { dot1x } = cluster.hands;
  const { verb, value, phones } = asked;
  switch (verb) {
    case "set-up":
      return { behindPorts: await dot1x.alreadySetUp(agoMs, phones) };
    case "reauthenticate":
      return { closed: await dot1x.reauthenticate(phones) };
    case "bypass":
      return { ports: some(dot1x.bypass(phones)) };
    case "end-bypass":
      return { closed: await dot1x.endBypass(phones) };
    case "trust":
    case "trust-not-for-clients": {
      const { pem, commonName } = ownOf(cluster, value ?? "CAPF");
      dot1x.trust(pem, verb === "trust");
      return { trusted: commonName };
    }
    case "distrust":
      return { removed: serialsOf(cluster, value ?? "former").reduce((sum, one) => sum + dot1x.distrust(one), 0) };
    case "install-lsc":
      return { phones: dot1x.installLsc(phones) };
    case "delete-lsc":
      return { phones: dot1x.deleteLsc(phones) };
    case "voice-vlan":
      return { closed: await dot1x.setVoiceVlan(onOff(value), phones) };
    case "power":
      dot1x.powerServer(onOff(value));
      return {};
    case "status":
      return {
        powered: dot1x.server.powered,
        trusted: dot1x.server.trusted.map(({ read, forClients }) => ({
          subject: read.subject.replaceAll("\n", ", "),
          serial: read.serialNumber.toLowerCase(),
          until: new Date(read.validTo).toISOString().slice(0, 10),
          forClients,
        })),
        ports: dot1x.ports(),
      };
  }
}

function onOff(value: string | undefined): boolean {
  if (value === "on" || value === "off") return value === "on";
  throw new LabRefusal("lab.no.on-off");
}

function some(ports: number): number {
  if (ports === 0) throw new LabRefusal("lab.no.no-dot1x-port");
  return ports;
}

function ownOf(cluster: LabClusterView, text: string) {
  const unit = certificateUnits.find((one): one is CertificateUnit => one.toLowerCase() === text.toLowerCase());
  const found = unit === undefined ? undefined : cluster.publisher.own.get(unit);
  if (found === undefined) throw new LabRefusal("lab.no.publisher-certificate", { given: text });
  return found;
}

/** `former`: every CAPF certificate on the server that is not the present one. */
function serialsOf(cluster: LabClusterView, text: string): readonly string[] {
  if (text !== "former")
    return [
      text
        .toLowerCase()
        .replaceAll(":", "")
        .replace(/^0+(?=.)/, ""),
    ];
  const present = cluster.publisher.own.get("CAPF")?.serial;
  return cluster.hands.dot1x.server.trusted
    .filter(({ read }) => read.subject.includes("CN=CAPF-"))
    .map(({ read }) => read.serialNumber.toLowerCase().replace(/^0+(?=.)/, ""))
    .filter((serial) => serial !== present);
}
