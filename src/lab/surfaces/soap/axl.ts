// AXL: versions, nodes, SQL reads; what it does with phones stands beside.
import { childOf, textAt } from "../../../transport/xml.ts";
import type { LabNode } from "../../model.ts";
import { noteReceived } from "../../received.ts";
import { SqlError } from "../sql/parse.ts";
import { runSelect } from "../sql/run.ts";
import { databaseKey, tablesOf } from "../sql/tables.ts";
import { type AxlOperation, axlAnswer, axlFault, axlPattern, bounded, uuid, wantedTags } from "./axl-common.ts";
import { phoneOperations, phoneWrites } from "./axl-phones.ts";
import { trunkOperations } from "./axl-trunks.ts";
import { fault, type SoapService } from "./exchange.ts";
import { soapFault, tag, text } from "./xml-out.ts";

export const axlPath = "/axl/";

const executeSqlQuery: AxlOperation = ({ cluster, operation }, version) => {
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

const listProcessNode: AxlOperation = ({ cluster, operation }, version) => {
  const name = axlPattern(textAt(childOf(operation, "searchCriteria"), "name") || "%");
  const wanted = wantedTags(operation);
  const found = cluster.nodes.filter((node) => name.test(node.serverName));
  const rows = found.map((node) =>
    tag("processNode", processNodeXml(node, wanted), ` uuid="${uuid(databaseKey("processnode", node.name))}"`),
  );
  return axlAnswer(version, "listProcessNode", rows.join(""));
};

/** `15.0.1.12900-234` is AXL's `15.0.1.12900(234)`. */
const getCcmVersion: AxlOperation = ({ cluster }, version) => {
  const shown = cluster.releaseFull.replace(/-(\d+)$/, "($1)");
  return axlAnswer(version, "getCCMVersion", tag("componentVersion", tag("version", shown)));
};

const operations: ReadonlyMap<string, AxlOperation> = new Map([
  ["getCCMVersion", getCcmVersion],
  ["listProcessNode", listProcessNode],
  ["executeSQLQuery", executeSqlQuery],
  ...phoneOperations,
  ...trunkOperations,
]);

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
    if (phoneWrites.has(name)) {
      const { cluster, operation: asked } = request;
      const target = textAt(asked, "deviceName") || textAt(asked, "name") || textAt(asked, "uuid");
      const at = new Date(cluster.clock.now()).toISOString();
      // An update is told apart by what it is for.
      const what = textAt(asked, "certificateOperation") || textAt(asked, "securityProfileName");
      const command = `AXL ${name} ${target} ${what}`.trim();
      noteReceived(cluster, { at, node: cluster.publisher.name, account: cluster.accounts.axl.user, command });
    }
    if (phoneWrites.has(name) && busy()) return { status: 503, body: "" };
    return operation(request, version);
  };
