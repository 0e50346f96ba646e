// RisPort70: which phones are registered where, with RIS's limits and its rate.
import { childOf, childrenOf, textAt } from "../../../transport/xml.ts";
import type { LabClusterView, LabPhone, Registration } from "../../model.ts";
import { fault, ok, type SoapRequest, type SoapService } from "./exchange.ts";
import type { RisMemory } from "./ris-memory.ts";
import { astNamespace, soap, soapFault, tag, text } from "./xml-out.ts";

/** Devices per answer; what is over is cut without a word (facts: overview page of the API). */
const mostDevices = 1000;
const minuteMs = 60_000;

export const risPath = "/realtimeservice2/services/RISService70";

interface Criteria {
  readonly most: number;
  readonly status: string;
  readonly nodeName: string;
  readonly selectBy: string;
  readonly items: readonly string[];
  readonly protocol: string;
  readonly model: string;
  readonly deviceClass: string;
}

/** One node's memory of a device. */
interface Seen {
  readonly phone: LabPhone;
  readonly registration: Registration;
}

const pattern = (item: string): RegExp =>
  new RegExp(`^${item.replace(/[.+?^${}()|[\]\\]/g, "\\$&").replace(/\*/g, ".*")}$`, "i");

function selector(criteria: Criteria, wildcards: boolean): (phone: LabPhone) => boolean {
  const field: Record<string, (phone: LabPhone) => string> = {
    Name: (phone) => phone.name,
    IPV4Address: (phone) => phone.address,
    DirNumber: (phone) => phone.directoryNumber,
    Description: (phone) => phone.description,
  };
  const read = field[criteria.selectBy] ?? ((phone: LabPhone) => phone.name);
  const exact = new Set(criteria.items.filter((item) => !item.includes("*")).map((item) => item.toLowerCase()));
  const wild = wildcards ? criteria.items.filter((item) => item.includes("*")).map(pattern) : [];
  return (phone) => exact.has(read(phone).toLowerCase()) || wild.some((one) => one.test(read(phone)));
}

function criteriaOf(request: SoapRequest): Criteria {
  const given = childOf(request.operation, "CmSelectionCriteria");
  const most = Number.parseInt(textAt(given, "MaxReturnedDevices"), 10);
  return {
    most: Number.isFinite(most) && most > 0 ? Math.min(most, mostDevices) : mostDevices,
    status: textAt(given, "Status") || "Any",
    nodeName: textAt(given, "NodeName"),
    selectBy: textAt(given, "SelectBy") || "Name",
    items: childrenOf(childOf(given, "SelectItems"), "item").map((item) => textAt(item, "Item")),
    protocol: textAt(given, "Protocol") || "Any",
    model: textAt(given, "Model") || "255",
    deviceClass: textAt(given, "DeviceClass") || "Any",
  };
}

const one = (name: string, inner: string): string => tag(`ns1:${name}`, inner);
const nil = (name: string): string => `<ns1:${name} xsi:nil="true"/>`;
const empty = (name: string): string => `<ns1:${name}></ns1:${name}>`;

function deviceXml({ phone, registration }: Seen): string {
  const line = registration.status === "Registered" ? "Registered" : "UnRegistered";
  const fields = [
    one("Name", phone.name),
    one("DirNumber", `${phone.directoryNumber}-${line}`),
    one("DeviceClass", "Phone"),
    one("Model", String(phone.modelNumber)),
    one("Product", String(phone.modelNumber)),
    one("BoxProduct", "0"),
    one("Httpd", "Yes"),
    one("RegistrationAttempts", "1"),
    one("IsCtiControllable", "true"),
    nil("LoginUserId"),
    one("Status", registration.status),
    one("StatusReason", String(registration.reason)),
    one("PerfMonObject", "2"),
    one("DChannel", "0"),
    one("Description", text(phone.description)),
    nil("H323Trunk"),
    one("TimeStamp", String(Math.floor(registration.since / 1000))),
    one("Protocol", "SIP"),
    one("NumOfLines", "1"),
    one("LinesStatus", one("item", one("DirectoryNumber", phone.directoryNumber) + one("Status", line))),
    one("ActiveLoadID", text(phone.firmware)),
    empty("InactiveLoadID"),
    one("DownloadStatus", "Unknown"),
    empty("DownloadFailureReason"),
    empty("DownloadServer"),
    one("IPAddress", one("item", one("IP", phone.address) + one("IPAddrType", "ipv4") + one("Attribute", "Unknown"))),
  ];
  return one("item", fields.join(""));
}

function answer(request: SoapRequest, memory: RisMemory): string {
  const { cluster } = request;
  const criteria = criteriaOf(request);
  const consolidated = request.operation.name === "selectCmDeviceExt";
  const chosen = selector(criteria, !consolidated);
  const fits = (registration: Registration | undefined): registration is Registration =>
    registration !== undefined &&
    (criteria.status === "Any" || criteria.status === registration.status) &&
    (criteria.protocol === "Any" || criteria.protocol === "SIP");
  const phones =
    criteria.deviceClass === "Any" || criteria.deviceClass === "Phone"
      ? cluster.phones.filter((phone) => chosen(phone) && ["255", String(phone.modelNumber)].includes(criteria.model))
      : [];
  let left = criteria.most;
  let total = 0;
  const state: string[] = [];
  const nodes = cluster.nodes
    .filter((node) => criteria.nodeName === "" || criteria.nodeName === "Any" || criteria.nodeName === node.name)
    .map((node) => {
      const seen = phones.flatMap((phone): Seen[] => {
        const registration = consolidated ? phone.registration : memory.on(node, phone);
        return fits(registration) && registration.node === node.name ? [{ phone, registration }] : [];
      });
      const shown = node.powered ? seen.slice(0, left) : [];
      left -= shown.length;
      total += shown.length;
      state.push(
        `<Node Name="${node.name}" SubsystemStartTime="${Math.floor((node.services.get("Cisco RIS Data Collector")?.startedAt ?? 0) / 1000)}" StateId="1" TotalItemsFound="${shown.length}" TotalItemsReturned="${shown.length}"/>`,
      );
      const code = !node.powered ? "NodeNotResponding" : shown.length > 0 ? "Ok" : "NotFound";
      return one(
        "item",
        one("ReturnCode", code) +
          one("Name", node.name) +
          one("NoChange", "false") +
          one("CmDevices", shown.map(deviceXml).join("")),
      );
    });
  const info = `<StateInfo ClusterId="${text(cluster.clusterName)}">${state.join("")}</StateInfo>`;
  return soap(
    `<ns1:selectCmDeviceResponse xmlns:ns1="${astNamespace}"><ns1:selectCmDeviceReturn>${one(
      "SelectCmDeviceResult",
      one("TotalDevicesFound", String(total)) + one("CmNodes", nodes.join("")),
    )}${one("StateInfo", text(info))}</ns1:selectCmDeviceReturn></ns1:selectCmDeviceResponse>`,
  );
}

/** One for the whole cluster: the rate counts for all nodes together (enterprise parameter, default 15 a minute). */
export function createRis(cluster: LabClusterView, memory: RisMemory, perMinute: number): SoapService {
  let asked: number[] = [];
  return (request) => {
    const name = request.operation.name;
    if (name !== "selectCmDeviceExt" && name !== "selectCmDevice") {
      return fault(soapFault(`The endpoint reference (EPR) for the Operation not found is ${name}`));
    }
    const now = cluster.clock.now();
    asked = asked.filter((at) => at > now - minuteMs && at <= now);
    if (asked.length >= perMinute) {
      return fault(
        soapFault(
          `AxisFault: Exceeded allowed rate for Reatime information. Current allowed rate for realtime information is ${perMinute} requests per minute.`,
        ),
      );
    }
    asked.push(now);
    return ok(answer(request, memory));
  };
}
