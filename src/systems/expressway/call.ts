// One request to an Expressway's REST API: account, CSRF header, what each HTTP status means.
import type { ExpresswayPeer } from "../../domain/cluster.ts";
import type { HttpAnswer, HttpsClient, HttpsRequest } from "../../transport/https.ts";
import { basicHeader, type Credential, type Logins } from "../logins.ts";
import type { ChangeOptions } from "../ports.ts";
import { loginRefused, noAccount, type PeerWhere, refused } from "./errors.ts";

export interface PeerAccounts {
  readonly monitor: Credential;
  readonly change?: Credential;
}

export interface CallDeps {
  readonly https: HttpsClient;
  readonly logins: Logins;
  readonly accounts: (peer: ExpresswayPeer) => PeerAccounts | undefined;
  readonly callMs: number;
}

export interface PeerCall {
  readonly peer: ExpresswayPeer;
  readonly method: HttpsRequest["method"];
  readonly path: string;
  readonly body?: string;
  readonly contentType?: string;
  /** Statuses besides 2xx that the caller understands; everything else is thrown. */
  readonly alsoGood?: readonly number[];
  readonly maxBytes?: number;
  readonly signal?: AbortSignal | undefined;
  /** Present for a change: sent once, with the change account. */
  readonly change?: ChangeOptions;
}

export const whereOf = ({ peer, method, path }: Pick<PeerCall, "peer" | "method" | "path">): PeerWhere => ({
  peer: peer.name,
  what: `${method} ${path}`,
});

/**
 * Throws CertOpsError; a change also ChangeUncertain. `X-CSRF-Header` goes with everything: X14.2 asks for it on some paths, X15 on more,
 * and no release minds it (facts: apis.md section 6).
 */
export async function callPeer(deps: CallDeps, call: PeerCall): Promise<HttpAnswer> {
  const { peer, change } = call;
  const where = whereOf(call);
  const accounts = deps.accounts(peer);
  const account = change === undefined ? accounts?.monitor : accounts?.change;
  if (account === undefined) throw noAccount(where, change === undefined ? "monitor" : "change");
  const signal = change?.signal ?? call.signal;
  const request: HttpsRequest = {
    endpoint: { node: peer.name, address: peer.address, port: peer.port },
    method: call.method,
    path: call.path,
    headers: {
      Authorization: basicHeader(account),
      "X-CSRF-Header": "certops",
      Accept: "*/*",
      ...(call.contentType === undefined ? {} : { "Content-Type": call.contentType }),
    },
    ...(call.body === undefined ? {} : { body: call.body }),
    ...(call.maxBytes === undefined ? {} : { maxBytes: call.maxBytes }),
    deadlineMs: deps.callMs,
    ...(signal === undefined ? {} : { signal }),
  };
  const ask = (): Promise<HttpAnswer> =>
    change === undefined
      ? deps.https.send(request)
      : deps.https.sendOnce(request, change.fence ?? (() => Promise.resolve()));
  const answer = await deps.logins.ask(account, ask, signal);
  if (answer === "refused") throw loginRefused(where, account.user);
  if ((answer.status >= 200 && answer.status < 300) || call.alsoGood?.includes(answer.status) === true) return answer;
  throw refused(where, answer.status, textOf(answer).slice(0, 2000));
}

/** Older releases take POST where newer ones take PUT for diagnostic logging (facts: samples of apis.md section 6); 405 means that nothing was done. */
export async function putOrPost(deps: CallDeps, call: PeerCall): Promise<HttpAnswer> {
  if (call.method !== "PUT") return await callPeer(deps, call);
  const answer = await callPeer(deps, { ...call, alsoGood: [405] });
  return answer.status === 405 ? await callPeer(deps, { ...call, method: "POST" }) : answer;
}

export const textOf = (answer: HttpAnswer): string => new TextDecoder("utf-8").decode(answer.body);
