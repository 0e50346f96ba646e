// The lab's database as SQL shows it: the tables that certificate queries touch, drawn from the cluster at each query.
import { createHash } from "node:crypto";
import type { LabClusterView } from "../../model.ts";
import type { Row, Table, Tables } from "./run.ts";

/** `typecertificateservice`, enum order as printed in Cisco 210541; 17 and on are inferred from the AXL schema's order. */
const certificateServices = [
  "Phone-trust",
  "Phone-VPN-trust",
  "CallManager",
  "CallManager-trust",
  "tomcat",
  "tomcat-trust",
  "ipsec",
  "ipsec-trust",
  "CAPF",
  "CAPF-trust",
  "TVS",
  "TVS-trust",
  "directory-trust",
  "Phone-SAST-trust",
  "Phone-CTL-trust",
  "userlicensing-trust",
  "ITLRecovery",
  "CallManager-ECDSA",
  "tomcat-ECDSA",
  "Phone-CTL-ASA-trust",
  "Phone-Edge-trust",
] as const;

const serviceEnum = (name: string): string => String((certificateServices as readonly string[]).indexOf(name) + 1);

/** A key in the database's own form, the same for the same words at every query. */
export function databaseKey(...words: readonly string[]): string {
  const hex = createHash("sha256").update(words.join("\0")).digest("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join("-");
}

const table = (columns: readonly string[], rows: readonly Row[]): Table => ({ columns, rows });

const builders: Readonly<Record<string, (cluster: LabClusterView) => Table>> = {
  processconfig: (cluster) =>
    table(
      ["pkid", "paramname", "paramvalue"],
      [...cluster.parameters].map(([paramname, paramvalue]) => ({
        pkid: databaseKey("processconfig", paramname),
        paramname,
        paramvalue,
      })),
    ),
  processnode: (cluster) =>
    table(
      ["pkid", "name", "description", "nodeid", "tknodeusage", "ipv6name"],
      cluster.nodes.map((node, at) => ({
        pkid: databaseKey("processnode", node.name),
        name: node.serverName,
        description: "",
        nodeid: String(at + 1),
        tknodeusage: node.role === "publisher" ? "0" : "1",
        ipv6name: "",
      })),
    ),
  callmanager: (cluster) =>
    table(
      ["pkid", "name", "fkprocessnode", "ctiid"],
      cluster.nodes.map((node, at) => ({
        pkid: databaseKey("callmanager", node.name),
        name: `CM_${node.name}`,
        fkprocessnode: databaseKey("processnode", node.name),
        ctiid: String(at + 1),
      })),
    ),
  callmanagergroup: (cluster) =>
    table(
      ["pkid", "name", "tftpdefault"],
      cluster.routing.groups(cluster.phones).map(({ name }) => ({
        pkid: databaseKey("callmanagergroup", name),
        name,
        tftpdefault: name === "Campus" ? "t" : "f",
      })),
    ),
  callmanagergroupmember: (cluster) =>
    table(
      ["pkid", "fkcallmanagergroup", "fkcallmanager", "priority"],
      cluster.routing.groups(cluster.phones).flatMap(({ name, nodes }) =>
        nodes.map((node, at) => ({
          pkid: databaseKey("callmanagergroupmember", name, node),
          fkcallmanagergroup: databaseKey("callmanagergroup", name),
          fkcallmanager: databaseKey("callmanager", node),
          priority: String(at),
        })),
      ),
    ),
  certificate: (cluster) => {
    const seen = new Map<string, Row>();
    for (const row of cluster.databaseView()) {
      if (seen.has(row.pkid)) continue;
      seen.set(row.pkid, {
        pkid: row.pkid,
        servername: row.servername,
        subjectname: row.subjectname,
        issuername: row.issuername,
        serialnumber: row.serialnumber,
        ipv4address: row.ipv4address,
        ipv6address: "",
        timetolive: null,
        tkcertificatedistribution: "1",
        certificate: row.pem,
      });
    }
    return table(
      [
        "pkid",
        "servername",
        "subjectname",
        "issuername",
        "serialnumber",
        "ipv4address",
        "ipv6address",
        "timetolive",
        "tkcertificatedistribution",
        "certificate",
      ],
      [...seen.values()],
    );
  },
  certificateservicecertificatemap: (cluster) => {
    const seen = new Map<string, Row>();
    for (const row of cluster.databaseView()) {
      const pkid = databaseKey("map", row.pkid, row.service);
      seen.set(pkid, { pkid, fkcertificate: row.pkid, tkcertificateservice: serviceEnum(row.service) });
    }
    return table(["pkid", "fkcertificate", "tkcertificateservice"], [...seen.values()]);
  },
  certificateprocessnodemap: (cluster) =>
    table(
      ["pkid", "fkcertificate", "fkprocessnode", "servername", "ipv4address", "tkcertificateservice"],
      cluster.databaseView().map((row) => ({
        pkid: databaseKey("node", row.pkid, row.servername, row.service),
        fkcertificate: row.pkid,
        fkprocessnode: databaseKey("processnode", row.servername),
        servername: row.servername,
        ipv4address: row.ipv4address,
        tkcertificateservice: serviceEnum(row.service),
      })),
    ),
  typecertificateservice: () =>
    table(
      ["enum", "name", "moniker", "usestruststore"],
      certificateServices.map((name, at) => ({
        enum: String(at + 1),
        name,
        moniker: `CERTIFICATE_SERVICE_${name.replace(/-/g, "_").toUpperCase()}`,
        usestruststore: name.endsWith("-trust") ? "t" : "f",
      })),
    ),
  typecertificatedistribution: () =>
    table(
      ["enum", "name", "moniker"],
      [
        { enum: "1", name: "this-server", moniker: "CERTIFICATE_DISTRIBUTION_THIS_SERVER" },
        { enum: "2", name: "multi-server", moniker: "CERTIFICATE_DISTRIBUTION_MULTI_SERVER" },
      ],
    ),
  device: (cluster) =>
    table(
      ["pkid", "name", "description", "tkclass", "lscvaliduntil", "lscissuername"],
      cluster.phones.map((phone) => ({
        pkid: databaseKey("device", phone.name),
        name: phone.name,
        description: phone.description,
        tkclass: "1",
        lscvaliduntil: phone.lsc === undefined ? "0" : String(Math.floor(phone.lsc.notAfter / 1000)),
        lscissuername: phone.lsc?.issuer ?? "",
      })),
    ),
};

/** The tables of one cluster by name; undefined when CUCM's database has more than the lab does. */
export const tablesOf =
  (cluster: LabClusterView): Tables =>
  (name) =>
    builders[name]?.(cluster);
