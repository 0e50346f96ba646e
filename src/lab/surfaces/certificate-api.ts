// The certificate management API on 8443 (14 and later) and UDS, which the traffic server of an Expressway asks first.
import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import type { LabClusterView, LabNode, TrustStore } from "../model.ts";
import { LabRefusal } from "../refusal.ts";
import { basicOf, bodyOf, holderOf } from "../request-in.ts";
import { dawdle, garbage } from "./weather.ts";

const base = "/platformcom/api/v1/certmgr/config";
const largest = 1024 * 1024;
const stores: Readonly<Record<string, TrustStore>> = { tomcat: "tomcat-trust", CallManager: "CallManager-trust" };

export interface ApiOptions {
  readonly cluster: LabClusterView;
  readonly node: LabNode;
  /** Takes everything else on the port. */
  readonly others: RequestListener;
  readonly onTrouble: (error: unknown) => void;
}

export const withCertificateApi =
  (options: ApiOptions): RequestListener =>
  (request, response) => {
    const url = (request.url ?? "").split("?", 1)[0] ?? "";
    const mine = url.startsWith("/cucm-uds/")
      ? uds(options, url, request, response)
      : url.startsWith("/platformcom/")
        ? api(options, url, request, response)
        : undefined;
    if (mine === undefined) return void options.others(request, response);
    mine.catch((error: unknown) => {
      options.onTrouble(error);
      response.destroy();
    });
  };

const json = (response: ServerResponse, status: number, body: object): void => {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
};

async function uds({ cluster, node }: ApiOptions, url: string, request: IncomingMessage, response: ServerResponse) {
  request.resume();
  await dawdle(node);
  const user = /^\/cucm-uds\/user\/([a-z]{1,40})\/devices$/.exec(url)?.[1];
  const device = user === undefined ? undefined : cluster.phone(`CSF${user.toUpperCase()}`);
  if (device === undefined) {
    response.writeHead(404).end();
    return;
  }
  response.writeHead(200, { "content-type": "application/xml" });
  response.end(`<devices><device><name>${device.name}</name><model>${device.model}</model></device></devices>`);
}

async function api(options: ApiOptions, url: string, request: IncomingMessage, response: ServerResponse) {
  const { cluster, node } = options;
  const body = await bodyOf(request, largest);
  await dawdle(node);
  if (node.network === "garbage") {
    response.writeHead(200, { "content-type": "application/json" }).end(garbage());
    return;
  }
  if (!hasCertificateApi(cluster.releaseFull)) {
    response.writeHead(404).end();
    return;
  }
  const account = holderOf(basicOf(request), [cluster.accounts.monitor, cluster.accounts.change]);
  if (account === undefined) {
    response.writeHead(401, { "www-authenticate": 'Basic realm="CMPlatform Realm"' }).end();
    return;
  }
  if (request.method === "GET" && url === `${base}/snapshot/server`) return void json(response, 200, snapshot(node));
  if (request.method === "POST" && url === `${base}/trust/certificates`) {
    if (account.privilege < 1) return void json(response, 403, { message: "Insufficient privilege" });
    return void trust(options, body, response);
  }
  json(response, 404, { message: "Not found" });
}

const hasCertificateApi = (releaseFull: string): boolean => Number.parseInt(releaseFull, 10) >= 14;

const snapshot = (node: LabNode): object => ({
  trackingId: "00000000-0000-0000-0000-000000000000",
  server: node.name,
  identities: [...node.own].map(([service, { pem }]) => ({ service, certificate: pem })),
  trusts: [...node.trust].map(([service, held]) => ({
    service,
    certificate_data: held.map(({ commonName, pem }) => ({ filename: `${commonName}.pem`, certificate: pem })),
  })),
  revokedCertificates: [],
});

function trust({ cluster }: ApiOptions, body: string | undefined, response: ServerResponse): void {
  const asked = parsed(body ?? "");
  const store = stores[asked?.service[0] ?? ""];
  if (asked === undefined || store === undefined || asked.certificates.length === 0) {
    return void json(response, 400, { message: "Invalid request" });
  }
  try {
    for (const certificate of asked.certificates) cluster.hands.importTrust(store, certificate);
    json(response, 200, { message: "Successfully uploaded the certificate." });
  } catch (error) {
    if (!(error instanceof LabRefusal)) throw error;
    json(response, 400, { messages: [error.message] });
  }
}

function parsed(
  body: string,
): { readonly service: readonly string[]; readonly certificates: readonly string[] } | undefined {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    return undefined;
  }
  if (typeof value !== "object" || value === null || !("service" in value) || !("certificates" in value))
    return undefined;
  const texts = (list: unknown): string[] =>
    Array.isArray(list) ? list.filter((one): one is string => typeof one === "string") : [];
  return { service: texts(value.service), certificates: texts(value.certificates) };
}

/** The accounts of the operating system; the application user of AXL is a stranger here. */
