// The REST API of Expressway-C peers: trusted CA list, server certificate, CUCM servers, collected logs, restart.
import type { ExpresswayPeer } from "../../domain/cluster.ts";
import { invariant } from "../../kernel/assert.ts";
import { type Clock, iso } from "../../kernel/clock.ts";
import type { HttpsClient } from "../../transport/https.ts";
import { readCertificates, toPem } from "../../trust/certificate.ts";
import type { Certificate } from "../../trust/types.ts";
import { evidenceOf, plainLine } from "../evidence.ts";
import type { ExpresswayClient, LogState } from "../expressway-ports.ts";
import { Logins } from "../logins.ts";
import type { CallOptions, ChangeOptions, Observed, Transcript } from "../ports.ts";
import { type CallDeps, callPeer, type PeerAccounts, type PeerCall, putOrPost, textOf, whereOf } from "./call.ts";
import { notUnderstood } from "./errors.ts";
import { collectedLog, logBody, logCall, logState } from "./log.ts";
import { publishersIn, unitIn } from "./read.ts";

export interface ExpresswayDeps {
  readonly https: HttpsClient;
  readonly clock: Clock;
  /** Undefined for a peer that the configuration does not know. */
  readonly accounts: (peer: ExpresswayPeer) => PeerAccounts | undefined;
  /** For one call, 30 s when not given. */
  readonly callMs?: number;
}

const paths = {
  root: "/api/provisioning/certs/root",
  server: "/api/provisioning/certs/server",
  cucm: "/api/provisioning/controller/server/cucm",
  restart: "/api/provisioning/restart",
  log: "/api/v1/provisioning/common/diagnosticlogging",
  unit: "/getxml?location=/Status/SystemUnit",
} as const;

const boundary = "----certops-7d4f1c2ab9e0";

/** Throws CertOpsError from every method; the changes also ChangeUncertain. A refused login is not tried again for half an hour. */
export function createExpresswayClient(deps: ExpresswayDeps): ExpresswayClient {
  const { clock } = deps;
  const calls: CallDeps = {
    https: deps.https,
    logins: new Logins(clock),
    accounts: deps.accounts,
    callMs: deps.callMs ?? 30_000,
  };

  const get = async <T>(
    peer: ExpresswayPeer,
    path: string,
    options: CallOptions,
    read: (
      text: string,
      call: PeerCall,
      date: string | undefined,
    ) => { readonly value: T; readonly lines: readonly string[] },
  ): Promise<Observed<T>> => {
    const call: PeerCall = { peer, method: "GET", path, signal: options.signal };
    const answer = await callPeer(calls, call);
    const text = textOf(answer);
    const { value, lines } = read(text, call, answer.headers.date);
    return { value, evidence: evidence(peer, path, lines, text) };
  };
  const evidence = (peer: ExpresswayPeer, path: string, lines: readonly string[], whole: string | Uint8Array) =>
    evidenceOf(clock, {
      system: "Expressway-C",
      node: peer.name,
      source: `https://${peer.address}:${peer.port}${path}`,
      lines,
      whole,
    });
  const bundle = (text: string): { readonly value: readonly Certificate[]; readonly lines: readonly string[] } => {
    const value = readCertificates(text);
    return { value, lines: value.length === 0 ? ["no certificate"] : value.map(describe) };
  };
  const send = async (call: PeerCall, command: string): Promise<Transcript> => {
    const startedAt = iso(clock);
    const answer = await putOrPost(calls, call);
    return { command, text: plainLine(`HTTP ${answer.status} ${textOf(answer)}`), startedAt, endedAt: iso(clock) };
  };

  const stateOfLog = (peer: ExpresswayPeer, options: CallOptions = {}): Promise<Observed<LogState>> =>
    get(peer, paths.log, options, (text, call) => {
      const value = logState(text);
      if (value === undefined) throw notUnderstood(whereOf(call), "the answer is no JSON object");
      return { value, lines: [text.slice(0, 200)] };
    });

  return {
    unit: (peer, options = {}) =>
      get(peer, paths.unit, options, (text, call, date) => {
        const ahead = Math.round((Date.parse(date ?? "") - clock.now()) / 1000);
        const value = {
          ...unitIn(text, (why) => notUnderstood(whereOf(call), why)),
          ...(Number.isFinite(ahead) ? { ahead } : {}),
        };
        return { value, lines: [`Version ${value.version ?? "?"}, Uptime ${value.upTime ?? "?"}`] };
      }),
    trusted: (peer, options = {}) => get(peer, paths.root, options, bundle),
    serverCertificates: (peer, options = {}) =>
      get(peer, paths.server, options, (text, call) => {
        const read = bundle(text);
        if (read.value.length === 0) throw notUnderstood(whereOf(call), "no certificate in the answer");
        return read;
      }),
    clusters: (peer, options = {}) =>
      get(peer, paths.cucm, options, (text, call) => {
        const value = publishersIn(text);
        if (value === undefined) throw notUnderstood(whereOf(call), "the answer is no JSON");
        return { value, lines: value.map((one) => `Publisher ${one}`) };
      }),
    diagnosticLog: async (peer, options = {}) => {
      const state = await stateOfLog(peer, options);
      if (state.value !== "collected") {
        const seen = state.value === "running" || state.value === "collecting" ? "running" : "none";
        return { value: { state: seen, text: "", cut: false }, evidence: state.evidence };
      }
      const { log, events, bytes } = await collectedLog(calls, peer, paths.log, options.signal);
      return { value: log, evidence: evidence(peer, paths.log, events, bytes) };
    },
    logState: stateOfLog,
    trust: async (peer, pem, options: ChangeOptions = {}) => {
      const certificates = readCertificates(pem);
      invariant(certificates.length > 0 && certificates.length <= 500, "between one certificate and five hundred");
      const command = `POST ${paths.root} (${certificates.map((one) => one.sha256.slice(0, 16)).join(", ")})`;
      const contentType = `multipart/form-data; boundary=${boundary}`;
      const body = multipart(certificates.map((one) => toPem(one.der)).join(""));
      return await send({ peer, method: "POST", path: paths.root, body, contentType, change: options }, command);
    },
    restart: (peer, options: ChangeOptions = {}) =>
      send(
        { peer, method: "POST", path: paths.restart, body: "{}", contentType: "application/json", change: options },
        `POST ${paths.restart}`,
      ),
    setLog: (peer, mode, options: ChangeOptions = {}) =>
      send({ ...logCall(peer, paths.log, mode), change: options }, `PUT ${paths.log} ${logBody(mode)}`),
  };
}

const describe = (one: Certificate): string => `${one.subject} serial ${one.serial} until ${one.notAfter}`;

/** One field, `file`, as the API wants it (facts: samples of apis.md section 6). PEM holds no line that could be the boundary. */
const multipart = (pem: string): string =>
  [
    `--${boundary}`,
    'Content-Disposition: form-data; name="file"; filename="certops.pem"',
    "Content-Type: application/x-pem-file",
    "",
    pem,
    `--${boundary}--`,
    "",
  ].join("\r\n");
