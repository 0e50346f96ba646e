// Posts SOAP to a lab node as a foreign client would, without any of the product's code.
import { request } from "node:https";
import type { LabAccount, LabNode } from "../../src/lab/model.ts";

export interface Posted {
  readonly status: number;
  readonly body: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

export interface Post {
  readonly path: string;
  readonly body: string;
  readonly account?: LabAccount;
  readonly cookie?: string;
  readonly method?: string;
}

export function post(node: LabNode, { path, body, account, cookie, method }: Post): Promise<Posted> {
  return new Promise((resolve, reject) => {
    const basic = account && Buffer.from(`${account.user}:${account.password}`).toString("base64");
    const headers = {
      "content-type": "text/xml",
      "content-length": Buffer.byteLength(body),
      ...(basic === undefined ? {} : { authorization: `Basic ${basic}` }),
      ...(cookie === undefined ? {} : { cookie }),
    };
    const target = { host: node.address, port: node.ports.https, path, method: method ?? "POST", headers };
    const sent = request({ ...target, rejectUnauthorized: false }, (answer) => {
      let text = "";
      answer.setEncoding("utf8");
      answer.on("data", (part: string) => {
        text += part;
      });
      answer.on("end", () => resolve({ status: answer.statusCode ?? 0, body: text, headers: answer.headers }));
      answer.on("error", reject);
    });
    sent.on("error", reject);
    sent.end(body);
  });
}

const envelope = (namespace: string, prefix: string, inner: string): string =>
  `<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns:${prefix}="${namespace}"><soapenv:Header/><soapenv:Body>${inner}</soapenv:Body></soapenv:Envelope>`;

export const ast = (inner: string): string => envelope("http://schemas.cisco.com/ast/soap", "soap", inner);
export const axl = (inner: string, version = "15.0"): string =>
  envelope(`http://www.cisco.com/AXL/API/${version}`, "axl", inner);

/** The texts of all elements with this local name. */
export const texts = (xml: string, name: string): string[] =>
  [...xml.matchAll(new RegExp(`<(?:\\w+:)?${name}(?:\\s[^>]*)?>([^<]*)</`, "g"))].map((match) => match[1] ?? "");
