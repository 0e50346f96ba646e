// The certificate management API of CUCM 14 and later: reading trust stores, adding a trust certificate.
import type { ClusterNode } from "../../domain/cluster.ts";
import type { ClusterTrustStore } from "../../domain/trusted-certificate.ts";
import { invariant } from "../../kernel/assert.ts";
import { type Clock, iso } from "../../kernel/clock.ts";
import type { HttpAnswer, HttpsClient } from "../../transport/https.ts";
import { readCertificate, toPem } from "../../trust/certificate.ts";
import { evidenceOf, plainLine } from "../evidence.ts";
import type { CertificateApi } from "../expressway-ports.ts";
import { basicHeader, type Credential, Logins } from "../logins.ts";
import type { ChangeOptions, Transcript } from "../ports.ts";
import { type ApiWhere, loginRefused, noChangeAccount, notThere, notUnderstood, refused } from "./errors.ts";
import { complaintIn, trustStoreIn } from "./read.ts";

export interface CertificateApiDeps {
  readonly https: HttpsClient;
  readonly clock: Clock;
  /** Accounts of the operating system: level 0 reads, level 1 changes (facts: apis.md section 4). */
  readonly accounts: { readonly monitor: Credential; readonly change?: Credential };
  /** For one call, 30 s when not given. */
  readonly callMs?: number;
}

const base = "/platformcom/api/v1/certmgr/config";

/** `tomcat-trust` is service `tomcat` in requests and `tomcat-trust` in answers. */
const serviceOf: Readonly<Record<ClusterTrustStore, string>> = {
  "tomcat-trust": "tomcat",
  "CallManager-trust": "CallManager",
};

/** Throws CertOpsError from every method; `trust` also throws ChangeUncertain. A refused login is not tried again for half an hour. */
export function createCertificateApi(deps: CertificateApiDeps): CertificateApi {
  const { https, clock, accounts } = deps;
  const deadlineMs = deps.callMs ?? 30_000;
  const logins = new Logins(clock);
  const endpoint = (node: ClusterNode) => ({ node: node.name, address: node.address, port: node.ports.https });
  const signalOf = (signal: AbortSignal | undefined) => (signal === undefined ? {} : { signal });

  return {
    trusted: async (node, store, options = {}) => {
      const path = `${base}/snapshot/server`;
      const where: ApiWhere = { node: node.name, what: `GET ${path}` };
      const headers = { Authorization: basicHeader(accounts.monitor), Accept: "application/json" };
      const request = { endpoint: endpoint(node), method: "GET", path, headers, deadlineMs } as const;
      const answer = await logins.ask(
        accounts.monitor,
        () => https.send({ ...request, ...signalOf(options.signal) }),
        options.signal,
      );
      const body = accepted(answer, where, accounts.monitor);
      const value = trustStoreIn(body, store);
      if (value === undefined) throw notUnderstood(where, `no ${store} in the answer`);
      const lines = value.map((one) => `${store}: ${one.subject} serial ${one.serial} SHA-256 ${one.sha256}`);
      return {
        value,
        evidence: evidenceOf(clock, {
          system: "certificate API",
          node: node.name,
          source: `https://${node.address}:${node.ports.https}${path}`,
          lines: lines.length === 0 ? [`${store}: empty`] : lines,
          whole: body,
        }),
      };
    },

    trust: async (node, store, pem, options: ChangeOptions = {}): Promise<Transcript> => {
      const path = `${base}/trust/certificates`;
      const where: ApiWhere = { node: node.name, what: `POST ${path}` };
      const account = accounts.change;
      if (account === undefined) throw noChangeAccount(where);
      invariant(Object.hasOwn(serviceOf, store), "a known trust store");
      // Read and written anew: nothing but one certificate can be in what is sent.
      const certificate = readCertificate(pem);
      const body = JSON.stringify({
        service: [serviceOf[store]],
        certificates: [toPem(certificate.der)],
        description: `CertOps ${certificate.sha256.slice(0, 16)}`,
      });
      const startedAt = iso(clock);
      const headers = {
        Authorization: basicHeader(account),
        Accept: "application/json",
        "Content-Type": "application/json",
      };
      const request = { endpoint: endpoint(node), method: "POST", path, headers, body, deadlineMs } as const;
      const fence = options.fence ?? (() => Promise.resolve());
      const answer = await logins.ask(
        account,
        () => https.sendOnce({ ...request, ...signalOf(options.signal) }, fence),
        options.signal,
      );
      const text = accepted(answer, where, account);
      return {
        command: `POST ${path} service=${serviceOf[store]}`,
        text: plainLine(`HTTP 200 ${text}`),
        startedAt,
        endedAt: iso(clock),
      };
    },
  };
}

function accepted(answer: HttpAnswer | "refused", where: ApiWhere, account: Credential): string {
  if (answer === "refused") throw loginRefused(where, account.user);
  const text = new TextDecoder("utf-8").decode(answer.body);
  if (answer.status === 200 || answer.status === 201) return text;
  if (answer.status === 404) throw notThere(where);
  throw refused(where, answer.status, complaintIn(text));
}
