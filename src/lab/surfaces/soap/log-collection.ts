// Log collection: which SSO log files a node has, and one file's content, as XML or as an attachment; the old service beside it.
import { childOf, descend, textAt } from "../../../transport/xml.ts";
import { javaDate } from "../ssh/dates.ts";
import { fault, ok, type SoapAnswer, type SoapRequest, type SoapService } from "./exchange.ts";
import { astNamespace, soap, soapFault, tag, text } from "./xml-out.ts";

export const logCollectionPath = "/logcollectionservice2/services/LogCollectionPortTypeService";
export const dimeGetFilePath = "/logcollectionservice/services/DimeGetFileService";
const dimeAction = "http://schemas.cisco.com/ast/soap/action/#LogCollectionPort#GetOneFile";

const boundary = "MIMEBoundary_5f1c0ffee5f1c0ffee";

/** `01/10/26 06:30 AM`, in UTC as the request's time zone says. */
function dateOf(printed: string): number {
  const [, month, day, year, hour, minute, half] =
    /^(\d\d)\/(\d\d)\/(\d\d) (\d\d):(\d\d) (AM|PM)$/.exec(printed.trim()) ?? [];
  if (month === undefined) return Number.NaN;
  const hours = (Number(hour) % 12) + (half === "PM" ? 12 : 0);
  return Date.UTC(2000 + Number(year), Number(month) - 1, Number(day), hours, Number(minute));
}

/** Element order and names as in the WSDL; files of `Cisco SSO` alone: the lab keeps no other logs. */
function select({ cluster, node, operation }: SoapRequest): SoapAnswer {
  const criteria = childOf(operation, "FileSelectionCriteria");
  const wanted = descend(criteria, "ServiceLogs")?.children.some((item) => item.text === "Cisco SSO") ?? false;
  const from = dateOf(textAt(criteria, "FromDate"));
  const to = dateOf(textAt(criteria, "ToDate"));
  if (Number.isNaN(from) || Number.isNaN(to)) return fault(soapFault("Invalid date format in FileSelectionCriteria"));
  const files = wanted
    ? cluster.sso
        .on(node.name)
        .log.list()
        .filter(({ changed }) => changed >= from && changed < to + 60_000)
    : [];
  const file = files.map(({ name, path, size, changed }) =>
    tag(
      "ns1:File",
      tag("ns1:name", name) +
        tag("ns1:absolutepath", path) +
        tag("ns1:filesize", String(size)) +
        tag("ns1:modifiedDate", javaDate(changed)),
    ),
  );
  const service = tag("ns1:ServiceLogs", tag("ns1:name", "Cisco SSO") + tag("ns1:SetOfFiles", file.join("")));
  const list = tag("ns1:Node", tag("ns1:name", text(node.name)) + tag("ns1:ServiceList", service));
  const result = tag("ns1:ResultSet", tag("ns1:SchemaFileSelectionResult", list));
  return ok(soap(tag("ns1:selectLogFilesResponse", result, ` xmlns:ns1="${astNamespace}"`)));
}

function getFile({ cluster, node, operation }: SoapRequest, attached: boolean): SoapAnswer {
  const path = operation.text;
  const content = cluster.sso.on(node.name).log.read(path);
  if (content === undefined) return missing(path);
  const inside = (body: string): string => soap(tag("ns1:GetOneFileReturn", body, ` xmlns:ns1="${astNamespace}"`));
  if (!attached) return ok(inside(Buffer.from(content).toString("base64")));
  return beside(
    inside(`<xop:Include xmlns:xop="http://www.w3.org/2004/08/xop/include" href="cid:file@apache.org"/>`),
    content,
  );
}

const missing = (path: string): SoapAnswer => fault(soapFault(`FileName ${path} do not exist`));

/** The envelope, and the file as a MIME attachment. */
function beside(root: string, content: string): SoapAnswer {
  const part = (head: string, body: string): string => `--${boundary}\r\n${head}\r\n\r\n${body}\r\n`;
  return {
    status: 200,
    type: `multipart/related; boundary=${boundary}; type="application/xop+xml"; start="<root@apache.org>"`,
    body: `${part('Content-Type: application/xop+xml; charset=UTF-8; type="text/xml"\r\nContent-ID: <root@apache.org>', root)}${part("Content-Type: application/octet-stream\r\nContent-Transfer-Encoding: binary\r\nContent-ID: <file@apache.org>", content)}--${boundary}--\r\n`,
  };
}

/** The old service: RPC, one operation, the file always as an attachment. */
export const dimeGetFile: SoapService = ({ cluster, node, operation, soapAction }) => {
  if (operation.name !== "GetOneFile" || soapAction !== dimeAction)
    return fault(soapFault(`No such operation '${operation.name}'`));
  const path = textAt(operation, "FileName");
  const content = cluster.sso.on(node.name).log.read(path);
  if (content === undefined) return missing(path);
  const handler = tag("DataHandler", "", ' href="cid:file@apache.org"');
  return beside(soap(tag("ns1:GetOneFileResponse", handler, ` xmlns:ns1="${astNamespace}/"`)), content);
};

/** `attached`: files come as MIME attachments, as they often do. */
export const createLogCollection =
  (options: { readonly attached: () => boolean }): SoapService =>
  (request) => {
    if (request.operation.name === "selectLogFiles") return select(request);
    if (request.operation.name === "FileName" && request.cluster.profile.filesByLogCollection)
      return getFile(request, options.attached());
    return fault(soapFault(`Unknown operation ${request.operation.name}`));
  };
