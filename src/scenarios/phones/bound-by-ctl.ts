// Phones whose lists were deleted, or new ones: in mixed mode they take the CTL first, and it may not name who signs the ITL after it.
import { type Cluster, publisherOf } from "../../domain/cluster.ts";
import type { NodeName } from "../../domain/ids.ts";
import type { Remedy, RunbookStep } from "../../domain/report.ts";
import { shortSerial } from "../../domain/serial.ts";
import type { Phrase } from "../../domain/text.ts";
import { say } from "../../i18n/say.ts";
import { acceptance, type HeldLists } from "../../trust/trust-rule.ts";
import type { TrustList } from "../../trust/types.ts";
import type { ConclusionInput } from "../scenario.ts";
import { type Silence, share } from "./cause.ts";
import { unasked } from "./seen.ts";
import type { PhonesSituation } from "./situation.ts";

export const boundByCtlCode = "bound-by-ctl";

/** CcmDevUnregCauseCode: the phone itself began anew, as it does when somebody deletes its lists. */
const deviceInitiatedReset = 8;

type Lost = readonly { readonly name: string; readonly node: string; readonly statusReason: number }[];

/** TFTP servers whose ITL a phone refuses that has nothing but the CTL. */
function refusingServers(
  { facts }: ConclusionInput,
  { trust }: PhonesSituation,
): readonly { readonly node: NodeName; readonly list: TrustList }[] {
  const { mode, servedCtl } = trust;
  if (mode !== "mixed" || servedCtl === undefined) return [];
  const cleared: HeldLists = { ctl: servedCtl, itl: "none" };
  return (facts["trust-lists"]?.lists ?? []).flatMap(({ kind, node, list }) =>
    kind === "ITL" && list !== undefined && acceptance(cleared, list, []).accepts === "no" ? [{ node, list }] : [],
  );
}

const isAt = ({ nodes }: Cluster, server: NodeName, node: string): boolean =>
  nodes.some(({ name, address }) => name === server && (name.toLowerCase() === node.toLowerCase() || address === node));

/** Phones that began anew by themselves, would follow by the lists they held, and have not come back. */
export function boundByCtl(input: ConclusionInput, situation: PhonesSituation, lost: Lost): Silence | undefined {
  const servers = refusingServers(input, situation);
  const refuse = new Set(situation.groups.filter(({ follows }) => follows === "no").flatMap(({ phones }) => phones));
  const phones = lost.filter(
    ({ name, node, statusReason }) =>
      statusReason === deviceInitiatedReset &&
      !refuse.has(name) &&
      servers.some((server) => isAt(input.cluster, server.node, node)),
  );
  if (phones.length === 0 || phones.length < lost.length * share) return undefined;
  const theirs = servers.filter((server) => phones.some(({ node }) => isAt(input.cluster, server.node, node)));
  const values = {
    phones: phones.length,
    nodes: theirs.map(({ node }) => node).join(", "),
    serial: [...new Set(theirs.map(({ list }) => shortSerial(list.signer.serial)))].join(", "),
  };
  return {
    cause: {
      certainty: "likely",
      code: boundByCtlCode,
      statement: say("phones-lists.cause.bound-by-ctl", values),
      because: input.findings
        .filter(({ code }) => ["phones.unregistered", "itl.served", "itl.current", "ctl.stale-record"].includes(code))
        .map(({ id }) => id),
      qualifications: [say("phones-lists.prove.ctl-alone")],
      missing: unasked(input.findings),
    },
    phones: phones.map(({ name }) => name),
  };
}

/** Up to 11.5 the publisher signs the CTL and its own ITL: whoever loads from it once holds every TVS, and follows the others too. */
export function loadFromPublisher(
  input: ConclusionInput,
  situation: PhonesSituation,
  phones: number,
): readonly Remedy[] {
  const publisher = publisherOf(input.cluster).name;
  const servers = refusingServers(input, situation).map(({ node }) => node);
  if (servers.length === 0 || servers.includes(publisher)) return [];
  const person = (text: Phrase, command: string): RunbookStep => ({ by: "person", text, command });
  return [
    {
      id: "load-from-publisher",
      title: say("phones-lists.remedy.publisher", { publisher }),
      feasibility: "depends",
      reason: say("phones-lists.reason.publisher", { publisher, nodes: servers.join(", ") }),
      inSupportDocument: false,
      impact: "low",
      phones,
      runbook: [
        person(
          say("phones-lists.hand.alternate-tftp", { publisher }),
          "Settings > Admin settings > Network setup > IPv4 setup > Alternate TFTP",
        ),
        person(say("scenario.phones.hand.watch"), "Cisco Unified CM Administration > Device > Phone"),
      ],
    },
  ];
}
