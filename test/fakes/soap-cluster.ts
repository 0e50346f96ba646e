// A fake CUCM on 8443 with the real limits: RisPort's rate and batch size, AXL's versions, sessions, pages and throttle.
import type { ServerResponse } from "node:http";
import type { Clock } from "../../src/kernel/clock.ts";
import type { SeenRequest } from "./https-node.ts";

export interface FakeDevice {
  readonly name: string;
  readonly node: string;
  readonly status: string;
  readonly reason: number;
  readonly at: number;
}

export interface SoapCluster {
  readonly clock: Clock;
  user: string;
  password: string;
  devices: FakeDevice[];
  phones: string[];
  /** `[server, unit, serial, pem]`. */
  certificates: (readonly [string, string, string, string])[];
  risPerMinute: number;
  /** Highest number of rows that AXL returns at once. */
  axlRows: number;
  axlVersions: string[];
  /** Answers these statuses before it works again. */
  axlStatuses: number[];
  axlMemoryFaults: number;
  /** Codes of devices dropped from every answer, as RIS does beyond its limit. */
  risLimit: number;
  sessions: Set<string>;
  resets: string[];
  readOnly: boolean;
  risCalls: number[];
}

export const soapCluster = (clock: Clock): SoapCluster => ({
  clock,
  user: "certops",
  password: "axl-password-1",
  devices: [],
  phones: [],
  certificates: [],
  risPerMinute: 15,
  axlRows: 100_000,
  axlVersions: ["12.0", "12.5", "14.0", "15.0"],
  axlStatuses: [],
  axlMemoryFaults: 0,
  risLimit: 1000,
  sessions: new Set(),
  resets: [],
  readOnly: false,
  risCalls: [],
});

const envelope = (body: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"><soapenv:Body>${body}</soapenv:Body></soapenv:Envelope>`;
export const faultOf = (text: string, detail = "<detail/>"): string =>
  envelope(
    `<soapenv:Fault><faultcode>soapenv:Server</faultcode><faultstring>${text}</faultstring>${detail}</soapenv:Fault>`,
  );
const axlFault = (text: string, code: number): string =>
  faultOf(
    text,
    `<detail><axl:axlError xmlns:axl="u"><axlcode>${code}</axlcode><axlmessage>${text}</axlmessage></axl:axlError></detail>`,
  );

const xml = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
const elementText = (body: string, tag: string): string =>
  new RegExp(`<(?:\\w+:)?${tag}>([^<]*)<`).exec(body)?.[1] ?? "";

interface Reply {
  readonly status: number;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}
const reply = (status: number, body: string, headers: Readonly<Record<string, string>> = {}): Reply => ({
  status,
  body,
  headers,
});

/** The answer function of a node that is part of `cluster`. */
export const answerAs =
  (cluster: SoapCluster) =>
  (request: SeenRequest, response: ServerResponse): void => {
    const { status, body, headers } = answer(cluster, request);
    response.writeHead(status, { "Content-Type": "text/xml", ...headers });
    response.end(body);
  };

function answer(cluster: SoapCluster, request: SeenRequest): Reply {
  const cookie = /JSESSIONIDSSO=(\w+)/.exec(request.headers.cookie ?? "")?.[1];
  const basic = `Basic ${Buffer.from(`${cluster.user}:${cluster.password}`).toString("base64")}`;
  if (cookie !== undefined && !cluster.sessions.has(cookie)) return reply(404, "<html/>");
  if (cookie === undefined && request.headers.authorization !== basic) return reply(401, "<html/>");
  if (request.path === "/axl/") return axl(cluster, request);
  if (request.path === "/realtimeservice2/services/RISService70") return ris(cluster, request);
  return reply(302, "", { Location: "https://elsewhere.example.test/" });
}

function ris(cluster: SoapCluster, request: SeenRequest): Reply {
  if (request.headers.soapaction !== '"selectCmDeviceExt"') return reply(500, faultOf("no such operation"));
  const now = cluster.clock.now();
  cluster.risCalls = cluster.risCalls.filter((at) => at > now - 60_000);
  if (cluster.risCalls.length >= cluster.risPerMinute) {
    const text = `AxisFault: Exceeded allowed rate for Reatime information. Current allowed rate for realtime information is ${cluster.risPerMinute} requests per minute.`;
    return reply(500, faultOf(text));
  }
  cluster.risCalls.push(now);
  const order = [...request.body.matchAll(/<soap:(\w+)/g)]
    .map((match) => match[1])
    .filter((name) => name !== "item" && name !== "Item");
  const schema =
    "selectCmDeviceExt StateInfo CmSelectionCriteria MaxReturnedDevices DeviceClass Model Status NodeName SelectBy SelectItems Protocol DownloadStatus";
  if (order.join(" ") !== schema) return reply(500, faultOf("org.xml.sax.SAXException: invalid order"));
  const names = [...request.body.matchAll(/<soap:Item>([^<]*)</g)].map((match) => match[1]);
  if (names.length > 1000) return reply(500, faultOf("too many items"));
  const found = cluster.devices.filter((device) => names.includes(device.name));
  const nodes = new Map<string, FakeDevice[]>();
  for (const device of found.slice(0, cluster.risLimit))
    nodes.set(device.node, [...(nodes.get(device.node) ?? []), device]);
  const items = [...nodes].map(
    ([node, devices]) =>
      `<ns1:item><ns1:ReturnCode>Ok</ns1:ReturnCode><ns1:Name>${node}</ns1:Name><ns1:NoChange>false</ns1:NoChange><ns1:CmDevices>${devices
        .map(
          (device) =>
            `<ns1:item><ns1:Name>${device.name}</ns1:Name><ns1:Model>683</ns1:Model><ns1:Status>${device.status}</ns1:Status><ns1:StatusReason>${device.reason}</ns1:StatusReason><ns1:Description>Lobby &amp; Hall</ns1:Description><ns1:TimeStamp>${device.at}</ns1:TimeStamp><ns1:Protocol>SIP</ns1:Protocol><ns1:IPAddress><ns1:item><ns1:IP>10.0.1.100</ns1:IP><ns1:IPAddrType>ipv4</ns1:IPAddrType></ns1:item></ns1:IPAddress></ns1:item>`,
        )
        .join("")}</ns1:CmDevices></ns1:item>`,
  );
  const silent = `<ns1:item><ns1:ReturnCode>NodeNotResponding</ns1:ReturnCode><ns1:Name>10.0.0.13</ns1:Name><ns1:CmDevices/></ns1:item>`;
  const result = `<ns1:SelectCmDeviceResult><ns1:TotalDevicesFound>${found.length}</ns1:TotalDevicesFound><ns1:CmNodes>${items.join("")}${silent}</ns1:CmNodes></ns1:SelectCmDeviceResult>`;
  return reply(
    200,
    envelope(
      `<ns1:selectCmDeviceResponse xmlns:ns1="http://schemas.cisco.com/ast/soap"><ns1:selectCmDeviceReturn>${result}<ns1:StateInfo/></ns1:selectCmDeviceReturn></ns1:selectCmDeviceResponse>`,
    ),
  );
}

function axl(cluster: SoapCluster, request: SeenRequest): Reply {
  const status = cluster.axlStatuses.shift();
  if (status !== undefined) return reply(status, "<html/>", status === 503 ? { "Retry-After": "7" } : {});
  const [, version = "", operation = ""] =
    /^"CUCM:DB ver=([\d.]+) (\w+)"$/.exec(request.headers.soapaction as string) ?? [];
  if (!cluster.axlVersions.includes(version) || !request.body.includes(`AXL/API/${version}"`)) {
    return reply(
      599,
      `<html><body>Incorrect axl version. Supported axl versions: ${cluster.axlVersions.join(",")}</body></html>`,
    );
  }
  if (cluster.axlMemoryFaults > 0) {
    cluster.axlMemoryFaults -= 1;
    return reply(
      500,
      axlFault("Maximum AXL Memory Allocation Consumed. Please retry once requests in progress have completed", -1),
    );
  }
  const session = `S${cluster.sessions.size + 1}`;
  if (request.headers.cookie === undefined) cluster.sessions.add(session);
  const ok = (inner: string): Reply =>
    reply(200, envelope(`<ns:${operation}Response xmlns:ns="u"><return>${inner}</return></ns:${operation}Response>`), {
      ...(request.headers.cookie === undefined ? { "Set-Cookie": `JSESSIONIDSSO=${session}; Path=/; Secure` } : {}),
    });
  const tooLarge = (rows: number): Reply =>
    reply(
      500,
      axlFault(
        `Query request too large. Total rows matched: ${rows} rows. Suggestive Row Fetch: less than ${cluster.axlRows + 1} rows`,
        -1,
      ),
    );
  switch (operation) {
    case "getCCMVersion":
      return ok("<componentVersion><version>15.0.1.12900(234)</version></componentVersion>");
    case "listPhone": {
      const skip = Number(elementText(request.body, "skip"));
      const page = cluster.phones.slice(skip, skip + Number(elementText(request.body, "first")));
      if (page.length > cluster.axlRows) return tooLarge(page.length);
      return ok(
        page
          .map(
            (name) =>
              `<phone uuid="{A}"><name>${name}</name><description>Lobby &amp; Hall</description><model>Cisco 8845</model><devicePoolName uuid="{B}">Default</devicePoolName><securityProfileName uuid="{C}">Secure</securityProfileName></phone>`,
          )
          .join(""),
      );
    }
    case "executeSQLQuery": {
      const sql = elementText(request.body, "sql");
      const [, skip = "0", first = "1000000"] = /^select skip (\d+) first (\d+) /.exec(sql) ?? [];
      const rows = cluster.certificates.slice(Number(skip), Number(skip) + Number(first));
      if (rows.length > cluster.axlRows) return tooLarge(rows.length);
      return ok(
        rows
          .map(
            ([server, unit, serial, pem]) =>
              `<row><servername>${server}</servername><name>${unit}</name><moniker>1</moniker><ipv4address/><serialnumber>${serial}</serialnumber><certificate>${xml(pem)}</certificate></row>`,
          )
          .join(""),
      );
    }
    case "doDeviceReset": {
      const name = elementText(request.body, "deviceName");
      if (cluster.readOnly) return reply(401, "<html/>");
      if (!cluster.phones.includes(name))
        return reply(500, axlFault("Item not valid: The specified Phone was not found", 5007));
      cluster.resets.push(`${name} ${elementText(request.body, "deviceResetType")}`);
      return ok("true");
    }
    default:
      return reply(500, faultOf(`unknown operation ${operation}`));
  }
}
