// Every certificate that the cluster's database knows, with its PEM, by one SQL query over AXL.
import { childOf, childrenOf, textAt, type XmlElement } from "../../transport/xml.ts";
import { readCertificate } from "../../trust/certificate.ts";
import { evidenceOf } from "../evidence.ts";
import type { CallOptions, DatabaseCertificate, Observed } from "../ports.ts";
import { type Axl, addPage, isTooLarge } from "./axl.ts";
import type { Credential } from "./call.ts";
import { answerNotUnderstood } from "./errors.ts";
import type { Patience } from "./patience.ts";

const OPERATION = "executeSQLQuery";
const MAX_PAGES = 200;

/** Cisco document 214231, with the serial number added. No part of it ever comes from outside. */
const columns = "c.servername, tcs.name, dist.moniker, c.ipv4address, c.serialnumber, c.certificate";
const tables =
  "from certificate as c inner join certificateservicecertificatemap as cscm on c.pkid = cscm.fkcertificate inner join typecertificateservice as tcs on cscm.tkcertificateservice = tcs.enum inner join typecertificatedistribution as dist on c.tkcertificatedistribution = dist.enum";

interface Row {
  readonly server: string;
  readonly unit: string;
  readonly serial: string;
  readonly pem: string;
}

/**
 * One entry per certificate and store. Rows whose certificate cannot be read are left out of the value and named in
 * the evidence. The database can lag what a port presents by half an hour (change notification), so a probe is the truth.
 */
export async function databaseCertificates(
  axl: Axl,
  account: Credential,
  patience: Patience,
  options: CallOptions,
): Promise<Observed<readonly DatabaseCertificate[]>> {
  const { rows, answers } = await allRows(axl, account, patience, options);
  const value: DatabaseCertificate[] = [];
  const unreadable: string[] = [];
  for (const row of rows) {
    try {
      value.push({ server: row.server, unit: row.unit, certificate: readCertificate(row.pem) });
    } catch {
      unreadable.push(`not readable: ${row.unit} on ${row.server}, serial ${row.serial}`);
    }
  }
  return {
    value,
    evidence: evidenceOf(axl.clock, {
      system: "AXL",
      node: axl.node.name,
      source: axl.source(`${OPERATION} (certificate inventory)`),
      lines: [`${rows.length} rows, ${value.length} certificates`, ...unreadable],
      whole: Buffer.concat(answers),
    }),
  };
}

async function allRows(axl: Axl, account: Credential, patience: Patience, options: CallOptions) {
  const rows: Row[] = [];
  const answers: Uint8Array[] = [];
  /** The whole at once until the node says that it is too much; then pages in the order of the key. */
  let first: number | undefined;
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const window = first === undefined ? "" : `skip ${rows.length} first ${first} `;
    const order = first === undefined ? "" : " order by c.pkid, tcs.name";
    const key = first === undefined ? "" : "c.pkid, ";
    const sql = `select ${window}${key}${columns} ${tables}${order}`;
    const answer = await axl.read(
      {
        operation: OPERATION,
        content: [["sql", sql]],
        ...(options.signal === undefined ? {} : { signal: options.signal }),
      },
      account,
      patience,
    );
    if (isTooLarge(answer)) {
      first = Math.min(answer.fewerThan - 1, first === undefined ? Number.POSITIVE_INFINITY : Math.floor(first / 2));
      if (first < 1) break;
      continue;
    }
    const found = childrenOf(childOf(answer.body, "return"), "row").map(readRow);
    addPage(axl, OPERATION, answers, answer.bytes);
    rows.push(...found);
    if (first === undefined || found.length < first) return { rows, answers };
  }
  throw answerNotUnderstood({ node: axl.node.name, service: "AXL" }, OPERATION, "has no end");
}

const readRow = (row: XmlElement): Row => ({
  server: textAt(row, "servername"),
  unit: textAt(row, "name"),
  serial: textAt(row, "serialnumber"),
  pem: textAt(row, "certificate"),
});
