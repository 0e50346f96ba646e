// RisPort70 selectCmDeviceExt: the request for a batch of names, and what the answer says about each device.
import { childOf, childrenOf, descend, textAt, type XmlElement } from "../../transport/xml.ts";
import { soapEnvelope } from "../../transport/xml-soap.ts";
import type { PhoneRegistration } from "../ports.ts";
import { reasonText } from "./reasons.ts";

export const risPath = "/realtimeservice2/services/RISService70";
export const risOperation = "selectCmDeviceExt";
/** 1,000 devices per answer in Cisco's overview; more are dropped without a word (facts: RisPort70). */
export const risBatch = 1000;

const NAMESPACE = "http://schemas.cisco.com/ast/soap";

/**
 * A device name that RIS takes literally. `*` and `%` would be patterns, and more than 1,000 could match.
 * CUCM's own grammar for device names: letters, digits, dot, dash, underscore.
 */
export const isDeviceName = (name: string): boolean => /^[A-Za-z0-9._-]{1,128}$/.test(name);

/** StateInfo stays empty: it is a change token, not a page cursor. The criteria's order is the schema's. */
export function risRequest(names: readonly string[]): string {
  return soapEnvelope({
    prefix: "soap",
    namespace: NAMESPACE,
    content: [
      [
        `soap:${risOperation}`,
        [
          ["soap:StateInfo", ""],
          [
            "soap:CmSelectionCriteria",
            [
              ["soap:MaxReturnedDevices", String(risBatch)],
              ["soap:DeviceClass", "Phone"],
              ["soap:Model", "255"],
              ["soap:Status", "Any"],
              ["soap:NodeName", ""],
              ["soap:SelectBy", "Name"],
              ["soap:SelectItems", names.map((name) => ["soap:item", [["soap:Item", name]]] as const)],
              ["soap:Protocol", "Any"],
              ["soap:DownloadStatus", "Any"],
            ],
          ],
        ],
      ],
    ],
  });
}

export interface RisAnswer {
  readonly devices: readonly PhoneRegistration[];
  /** What the answer claims; more than it carries means that some were dropped. */
  readonly total: number;
  /** Nodes that could not speak for their phones, as `10.0.0.11 NodeNotResponding`. */
  readonly silent: readonly string[];
}

/** undefined when the answer has no result in it. Old releases leave out the `...Return` wrapper. */
export function readRis(body: XmlElement): RisAnswer | undefined {
  const result = descend(body, "selectCmDeviceReturn", "SelectCmDeviceResult") ?? childOf(body, "SelectCmDeviceResult");
  if (result === undefined) return undefined;
  const nodes = childrenOf(childOf(result, "CmNodes"), "item");
  const devices = nodes.flatMap((node) =>
    childrenOf(childOf(node, "CmDevices"), "item").map((device) => readDevice(device, textAt(node, "Name"))),
  );
  const silent = nodes
    .filter((node) => !["Ok", "NotFound", ""].includes(textAt(node, "ReturnCode")))
    .map((node) => `${textAt(node, "Name")} ${textAt(node, "ReturnCode")}`);
  return { devices, total: wholeNumber(textAt(result, "TotalDevicesFound")) ?? devices.length, silent };
}

function readDevice(device: XmlElement, node: string): PhoneRegistration {
  const status = readStatus(textAt(device, "Status"));
  const statusReason = wholeNumber(textAt(device, "StatusReason")) ?? 0;
  const seconds = wholeNumber(textAt(device, "TimeStamp")) ?? 0;
  return {
    name: textAt(device, "Name"),
    status,
    statusReason,
    reasonText: reasonText(status, statusReason),
    node,
    address: textAt(device, "IPAddress", "item", "IP") || textAt(device, "IpAddress"),
    protocol: textAt(device, "Protocol"),
    model: wholeNumber(textAt(device, "Model")) ?? 0,
    description: textAt(device, "Description"),
    since: seconds > 0 && seconds < 1e11 ? new Date(seconds * 1000).toISOString() : "",
  };
}

const statuses = ["Registered", "UnRegistered", "Rejected", "PartiallyRegistered", "Unknown"] as const;

const readStatus = (text: string): PhoneRegistration["status"] =>
  statuses.find((status) => status.toLowerCase() === text.toLowerCase()) ?? "Unknown";

/** A phone that moved is on several nodes, with its old state on the former ones: the newest state counts. */
export function newestOf(devices: readonly PhoneRegistration[]): Map<string, PhoneRegistration> {
  const newest = new Map<string, PhoneRegistration>();
  for (const device of devices) {
    const known = newest.get(device.name);
    const later = known === undefined || device.since > known.since;
    const sameTime = known !== undefined && device.since === known.since;
    if (later || (sameTime && device.status === "Registered")) newest.set(device.name, device);
  }
  return newest;
}

/** RIS has no record of it: it never registered since RIS started, or RIS lost it. That is not "unregistered". */
export const absent = (name: string): PhoneRegistration => ({ ...nothing, name, status: "absent" });

/** A name that RIS would take as a pattern is not asked for. */
export const notAsked = (name: string): PhoneRegistration => ({
  ...nothing,
  name,
  status: "Unknown",
  reasonText: "not asked: not a device name",
});

const nothing = {
  statusReason: 0,
  reasonText: "",
  node: "",
  address: "",
  protocol: "",
  model: 0,
  description: "",
  since: "",
} as const;

function wholeNumber(text: string): number | undefined {
  return /^-?[0-9]{1,15}$/.test(text) ? Number(text) : undefined;
}
