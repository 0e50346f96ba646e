// Control Center Services: what runs on this node, and starting, stopping and restarting it.
import { childOf, childrenOf, textAt } from "../../../transport/xml.ts";
import type { LabNode, LabService } from "../../model.ts";
import { cTime } from "../ssh/dates.ts";
import { fault, ok, type SoapRequest, type SoapService } from "./exchange.ts";
import { astNamespace, soap, soapFault, tag, text } from "./xml-out.ts";

const reasons = {
  none: { code: "-1", text: " " },
  noSuchService: { code: "-1010", text: "No such service" },
  reserved: { code: "-1011", text: "Component is reserved for platform" },
  badArguments: { code: "-1012", text: "Bad arguments" },
  notActivated: { code: "-1068", text: "Service Not Activated" },
  commanded: { code: "-1069", text: "Commanded Out of Service" },
} as const;
type Reason = (typeof reasons)[keyof typeof reasons];

/** Control Center runs inside Tomcat; platform services are for the command line only. */
const platform: ReadonlySet<string> = new Set([
  "Cisco Tomcat",
  "Cisco UDS Tomcat",
  "Cisco AXL Tomcat",
  "Cisco SSOSP Tomcat",
  "Cisco HAProxy",
  "A Cisco DB",
  "A Cisco DB Replicator",
  "Cisco Database Layer Monitor",
  "Cluster Manager",
  "Service Manager",
  "System SSH",
  "Name Service Cache",
  "Host Resources Agent",
  "SNMP Master Agent",
]);

const states = { started: "Started", stopped: "Stopped", starting: "Starting", stopping: "Stopping" } as const;
const one = (name: string, inner: string): string => tag(`ns1:${name}`, inner);

function item(name: string, status: string, reason: Reason, start: string, upTime: number): string {
  const fields = [
    one("ServiceName", text(name)),
    one("ServiceStatus", status),
    one("ReasonCode", reason.code),
    `<ns1:ReasonCodeString>${reason.text}</ns1:ReasonCodeString>`,
    `<ns1:StartTime>${start}</ns1:StartTime>`,
    one("UpTime", String(upTime)),
  ];
  return one("item", fields.join(""));
}

function infoOf(service: LabService, now: number): string {
  const { name, state, startedAt } = service;
  if (state === "started" && startedAt !== undefined) {
    return item(name, "Started", reasons.none, cTime(startedAt), Math.max(0, Math.floor((now - startedAt) / 1000)));
  }
  const stopped = service.activated ? reasons.commanded : reasons.notActivated;
  return item(name, states[state], state === "stopped" ? stopped : reasons.none, "", -1);
}

const answerOf = (operation: string, inner: string): string =>
  soap(
    `<ns1:${operation}Response xmlns:ns1="${astNamespace}"><ns1:${operation}Return>${inner}</ns1:${operation}Return></ns1:${operation}Response>`,
  );

const result = (operation: string, code: "0" | "1", reason: Reason, items: readonly string[]): string =>
  answerOf(
    operation,
    one("ReturnCode", code) +
      one("ReasonCode", reason.code) +
      `<ns1:ReasonString>${reason === reasons.none ? "" : reason.text}</ns1:ReasonString>` +
      one("ServiceInfoList", items.join("")),
  );

function status({ cluster, node, operation }: SoapRequest): string {
  const asked = childrenOf(operation, "ServiceStatus").map((element) => element.text);
  const names = asked.every((name) => name === "") ? [...node.services.keys()].sort() : asked;
  const now = cluster.clock.now();
  const items = names.map((name) => {
    const service = node.services.get(name);
    return service === undefined ? item(name, "Unknown", reasons.noSuchService, "", -1) : infoOf(service, now);
  });
  return result("soapGetServiceStatus", "0", reasons.none, items);
}

function staticList({ node }: SoapRequest): string {
  const items = [...node.services.keys()]
    .sort()
    .map((name) =>
      one(
        "item",
        one("ServiceName", text(name)) +
          one("ServiceType", "Service") +
          one("Deployable", String(!platform.has(name))) +
          one("GroupName", platform.has(name) ? "Platform Services" : "CM Services") +
          one("DependentServices", ""),
      ),
    );
  return answerOf("soapGetStaticServiceList", one("Services", items.join("")));
}

/** Local node only; both its name and its address are taken. */
const isHere = (node: LabNode, name: string): boolean =>
  name === "" ||
  [node.name.toLowerCase(), node.address].includes(name.toLowerCase().split(".")[0] ?? "") ||
  name === node.address;

function control(request: SoapRequest): string {
  const { cluster, node } = request;
  const wanted = childOf(request.operation, "ControlServiceRequest");
  const type = textAt(wanted, "ControlType");
  const names = childrenOf(childOf(wanted, "ServiceList"), "item").map((element) => element.text);
  const refuse = (reason: Reason): string => result("soapDoControlServices", "1", reason, []);
  const { hands } = cluster;
  const verbs = {
    Start: (name: string) => hands.startService(name, [node.name]),
    Stop: (name: string) => hands.stopService(name, [node.name]),
    Restart: (name: string) => hands.restartService(name, [node.name]),
  };
  if (type !== "Start" && type !== "Stop" && type !== "Restart") return refuse(reasons.badArguments);
  if (names.length === 0 || !isHere(node, textAt(wanted, "NodeName"))) return refuse(reasons.badArguments);
  if (names.some((name) => !node.services.has(name))) return refuse(reasons.noSuchService);
  if (names.some((name) => platform.has(name))) return refuse(reasons.reserved);
  if (names.some((name) => node.services.get(name)?.activated === false)) return refuse(reasons.notActivated);
  // The answer does not wait: the caller polls soapGetServiceStatus, as Cisco's own sample does.
  for (const name of names) verbs[type](name).catch(() => undefined);
  const items = names.flatMap((name) => {
    const service = node.services.get(name);
    return service === undefined ? [] : [infoOf(service, cluster.clock.now())];
  });
  return result("soapDoControlServices", "0", reasons.none, items);
}

export const controlCenterPath = "/controlcenterservice2/services/ControlCenterServices";

export const controlCenter: SoapService = (request) => {
  switch (request.operation.name) {
    case "soapGetServiceStatus":
      return ok(status(request));
    case "soapGetStaticServiceList":
      return ok(staticList(request));
    case "soapDoControlServices":
      return ok(control(request));
    default:
      return fault(soapFault(`The endpoint reference (EPR) for the Operation not found is ${request.operation.name}`));
  }
};
