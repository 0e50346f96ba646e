// AXL: versions, nodes, phones, SQL reads, and resetting a phone.
import { childOf, textAt, type XmlElement } from "../../../transport/xml.ts";
import type { LabClusterView, LabNode, LabPhone } from "../../model.ts";
import { noteReceived } from "../../received.ts";
import { SqlError } from "../sql/parse.ts";
import { runSelect } from "../sql/run.ts";
import { databaseKey, tablesOf } from "../sql/tables.ts";
import { axlAnswer, axlFault, axlPattern, uuid } from "./axl-common.ts";
import { fault, type SoapAnswer, type SoapRequest, type SoapService } from "./exchange.ts";
import { soapFault, tag, text } from "./xml-out.ts";

export const axlPath = "/axl/";

/** AXL's bound on one answer (facts: 8 MB); over it the query is refused with a number of rows that would fit. */
const largestAnswer = 8 * 1024 * 1024;

type Operation = (request: SoapRequest, version: string) => SoapAnswer;

const key = (phone: LabPhone): string => uuid(databaseKey("device", phone.name));

/** AXL's element order; only what was asked for in `returnedTags` comes back. */
function phoneXml(phone: LabPhone, wanted: ReadonlySet<string> | undefined): string {
  const fields: readonly (readonly [string, string, string?])[] = [
    ["name", phone.name],
    ["description", phone.description],
    ["product", phone.model],
    ["model", phone.model],
    ["class", "Phone"],
    ["protocol", "SIP"],
    ["devicePoolName", phone.devicePool, uuid(databaseKey("devicepool", phone.devicePool))],
    ["securityProfileName", phone.securityProfile, uuid(databaseKey("securityprofile", phone.securityProfile))],
    ["certificateOperation", "No Pending Operation"],
    ["authenticationMode", "By Null String"],
    ["keySize", "2048"],
    ["keyOrder", "RSA Only"],
    ["certificateStatus", "None"],
  ];
  return fields
    .filter(([name]) => wanted === undefined || wanted.has(name))
    .map(([name, value, id]) => tag(name, text(value), id === undefined ? "" : ` uuid="${id}"`))
    .join("");
}

function wantedTags(operation: XmlElement): ReadonlySet<string> | undefined {
  const tags = childOf(operation, "returnedTags");
  return tags === undefined ? undefined : new Set(tags.children.map((child) => child.name));
}

const count = (operation: XmlElement, name: string, otherwise: number): number => {
  const value = Number.parseInt(textAt(operation, name), 10);
  return Number.isFinite(value) && value >= 0 ? value : otherwise;
};

/** Refuses what is larger than one answer may be, in AXL's words (real text of the developer guide). */
function bounded(version: string, operation: string, rows: readonly string[]): SoapAnswer {
  const size = rows.reduce((sum, row) => sum + row.length, 0);
  if (size <= largestAnswer) return axlAnswer(version, operation, rows.join(""));
  const fitting = Math.max(1, Math.floor((rows.length * largestAnswer) / size));
  const message = `Query request too large. Total rows matched: ${rows.length} rows. Suggestive Row Fetch: less than ${fitting} rows`;
  return axlFault(version, operation, -1, message);
}

const listPhone: Operation = ({ cluster, operation }, version) => {
  const criteria = childOf(operation, "searchCriteria");
  if (criteria === undefined) return axlFault(version, "listPhone", 5000, "searchCriteria is required");
  const name = axlPattern(textAt(criteria, "name") || "%");
  const pool = axlPattern(textAt(criteria, "devicePoolName") || "%");
  const wanted = wantedTags(operation);
  const skip = count(operation, "skip", 0);
  const found = cluster.phones
    .filter((phone) => name.test(phone.name) && pool.test(phone.devicePool))
    .slice(skip, skip + count(operation, "first", Number.MAX_SAFE_INTEGER));
  return bounded(
    version,
    "listPhone",
    found.map((phone) => tag("phone", phoneXml(phone, wanted), ` uuid="${key(phone)}"`)),
  );
};

/** By name or by uuid, as the schema's choice allows. */
function phoneIn(cluster: LabClusterView, name: string, id: string): LabPhone | undefined {
  if (name !== "") return cluster.phone(name);
  const wanted = id.toUpperCase().replace(/^\{?|\}?$/g, "");
  return cluster.phones.find((phone) => key(phone) === `{${wanted}}`);
}

const notFound = (version: string, operation: string): SoapAnswer =>
  axlFault(version, operation, 5007, "Item not valid: The specified Phone was not found");

const getPhone: Operation = ({ cluster, operation }, version) => {
  const phone = phoneIn(cluster, textAt(operation, "name"), textAt(operation, "uuid"));
  if (phone === undefined) return notFound(version, "getPhone");
  const inner = tag("phone", phoneXml(phone, wantedTags(operation)), ` uuid="${key(phone)}"`);
  return axlAnswer(version, "getPhone", inner);
};

/** Reset, restart and apply all make a registered phone fetch its files again; one that is not registered gets nothing. */
const reset =
  (name: string, field: string): Operation =>
  ({ cluster, operation }, version) => {
    const phone = phoneIn(cluster, textAt(operation, field), textAt(operation, "uuid"));
    if (phone === undefined) return notFound(version, name);
    cluster.hands.resetPhones({ names: [phone.name] });
    return axlAnswer(version, name, key(phone));
  };

const executeSqlQuery: Operation = ({ cluster, operation }, version) => {
  try {
    const result = runSelect(textAt(operation, "sql"), tablesOf(cluster));
    const rows = result.rows.map((row) =>
      tag("row", result.columns.map((column, at) => tag(column, text(row[at] ?? ""))).join("")),
    );
    return bounded(version, "executeSQLQuery", rows);
  } catch (error) {
    if (!(error instanceof SqlError)) throw error;
    return axlFault(version, "executeSQLQuery", -201, error.message);
  }
};

const processNodeXml = (node: LabNode, wanted: ReadonlySet<string> | undefined): string =>
  (
    [
      ["name", node.serverName],
      ["description", ""],
      ["nodeUsage", node.role === "publisher" ? "Publisher" : "Subscriber"],
      ["processNodeRole", "CUCM Voice/Video"],
    ] as const
  )
    .filter(([name]) => wanted === undefined || wanted.has(name))
    .map(([name, value]) => tag(name, text(value)))
    .join("");

const listProcessNode: Operation = ({ cluster, operation }, version) => {
  const name = axlPattern(textAt(childOf(operation, "searchCriteria"), "name") || "%");
  const wanted = wantedTags(operation);
  const found = cluster.nodes.filter((node) => name.test(node.serverName));
  const rows = found.map((node) =>
    tag("processNode", processNodeXml(node, wanted), ` uuid="${uuid(databaseKey("processnode", node.name))}"`),
  );
  return axlAnswer(version, "listProcessNode", rows.join(""));
};

/** `15.0.1.12900-234` is AXL's `15.0.1.12900(234)`. */
const getCcmVersion: Operation = ({ cluster }, version) => {
  const shown = cluster.releaseFull.replace(/-(\d+)$/, "($1)");
  return axlAnswer(version, "getCCMVersion", tag("componentVersion", tag("version", shown)));
};

const operations: ReadonlyMap<string, Operation> = new Map([
  ["getCCMVersion", getCcmVersion],
  ["listProcessNode", listProcessNode],
  ["listPhone", listPhone],
  ["getPhone", getPhone],
  ["executeSQLQuery", executeSqlQuery],
  ["doDeviceReset", reset("doDeviceReset", "deviceName")],
  ["resetPhone", reset("resetPhone", "name")],
  ["restartPhone", reset("restartPhone", "name")],
  ["applyPhone", reset("applyPhone", "name")],
]);

const writes: ReadonlySet<string> = new Set(["doDeviceReset", "resetPhone", "restartPhone", "applyPhone"]);

export interface AxlOptions {
  /** Writes are answered 503 while this says so: a long change queue, as thousands of changes make it. */
  readonly busy: () => boolean;
}

export const createAxl =
  ({ busy }: AxlOptions): SoapService =>
  (request) => {
    const version = /\/AXL\/API\/(\d+\.\d+)$/.exec(request.namespace)?.[1] ?? "";
    const name = request.operation.name;
    const supported = request.cluster.profile.axl;
    if (!supported.includes(version)) {
      const message = `The AXL version ${version || "of the request"} is not supported. Supported versions are: ${supported.join(", ")}`;
      return fault(soapFault(message));
    }
    const operation = operations.get(name);
    if (operation === undefined) return axlFault(version, name, 5000, `Unknown operation: ${name}`);
    if (writes.has(name)) {
      const { cluster, operation: asked } = request;
      const target = textAt(asked, "deviceName") || textAt(asked, "name") || textAt(asked, "uuid");
      const at = new Date(cluster.clock.now()).toISOString();
      const command = `AXL ${name} ${target}`.trim();
      noteReceived(cluster, { at, node: cluster.publisher.name, account: cluster.accounts.axl.user, command });
    }
    if (writes.has(name) && busy()) return { status: 503, body: "" };
    return operation(request, version);
  };
