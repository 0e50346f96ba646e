// What Expressway-C peers and CUCM's certificate management API offer to checks and actions, as types.
import type { ClusterNode, ExpresswayPeer } from "../domain/cluster.ts";
import type { ClusterTrustStore } from "../domain/trusted-certificate.ts";
import type { Certificate } from "../trust/types.ts";
import type { CallOptions, ChangeOptions, Observed, Transcript } from "./ports.ts";

// ---- Certificate management API (CUCM 14 and later) ----

/** Speaks with the accounts of the operating system, one node at a time. */
export interface CertificateApi {
  /** What a trust store of this node holds. */
  trusted(
    node: ClusterNode,
    store: ClusterTrustStore,
    options?: CallOptions,
  ): Promise<Observed<readonly Certificate[]>>;
  /** A change: sent once. CUCM spreads a trust certificate to every node by itself. */
  trust(node: ClusterNode, store: ClusterTrustStore, pem: string, options?: ChangeOptions): Promise<Transcript>;
}

// ---- Expressway-C ----

/**
 * `none`: no log is being written and none lies ready. `collecting`: what was written is being put together. `unknown`: the peer says it in
 * words that are not known.
 */
export type LogState = "none" | "running" | "collecting" | "collected" | "unknown";
export type LogMode = "start" | "stop" | "collect";

export interface DiagnosticLog {
  /** `running`: being written or put together. `none` also where the peer’s words are not known. */
  readonly state: Exclude<LogState, "collecting" | "unknown">;
  /** Text of the collected event and diagnostic log, bounded; empty unless collected. */
  readonly text: string;
  /** True when the log was longer than what was read. */
  readonly cut: boolean;
}

export interface ExpresswayUnit {
  /** For example `X15.0.2`. */
  readonly version?: string;
  /** Seconds since it was started last. */
  readonly upTime?: number;
  /** Seconds that its clock is ahead of the bot’s, by the `Date` of its answer; to the second at best. */
  readonly ahead?: number;
}

export interface ExpresswayClient {
  /** Which software runs and for how long. */
  unit(peer: ExpresswayPeer, options?: CallOptions): Promise<Observed<ExpresswayUnit>>;
  /** The trusted CA list, in its order. */
  trusted(peer: ExpresswayPeer, options?: CallOptions): Promise<Observed<readonly Certificate[]>>;
  /** The server certificate, which it also shows to CUCM as a client, and what stands after it in the file. */
  serverCertificates(peer: ExpresswayPeer, options?: CallOptions): Promise<Observed<readonly Certificate[]>>;
  /** The CUCM publishers it was given, by the address it was given them with. */
  clusters(peer: ExpresswayPeer, options?: CallOptions): Promise<Observed<readonly string[]>>;
  /** What was collected by diagnostic logging last; nothing is started or stopped. */
  diagnosticLog(peer: ExpresswayPeer, options?: CallOptions): Promise<Observed<DiagnosticLog>>;
  /** Whether diagnostic logging is on, and whether a log lies ready; nothing is downloaded. */
  logState(peer: ExpresswayPeer, options?: CallOptions): Promise<Observed<LogState>>;
  // changes; sent once
  trust(peer: ExpresswayPeer, pem: string, options?: ChangeOptions): Promise<Transcript>;
  restart(peer: ExpresswayPeer, options?: ChangeOptions): Promise<Transcript>;
  /** `start`: without a packet capture, and what was collected before is gone. */
  setLog(peer: ExpresswayPeer, mode: LogMode, options?: ChangeOptions): Promise<Transcript>;
}
