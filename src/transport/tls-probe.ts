// Asks a TLS port which certificate it shows, with RSA-only or ECDSA-only offers.
import { deadline, within } from "../kernel/deadline.ts";
import { abortError, notUnderstood, unreachable } from "./https-errors.ts";
import type { Endpoint } from "./https-pins.ts";
import { HandshakeFailed, type OpenedTls, type OpenTls, openTls } from "./tls-open.ts";
import { alerts } from "./tls-probe-records.ts";

export interface TlsProbe {
  readonly endpoint: Endpoint;
  readonly offer?: "rsa" | "ecdsa";
  readonly serverName?: string;
  readonly deadlineMs: number;
  readonly signal?: AbortSignal;
}

export interface TlsProbed {
  /** DER, leaf first; empty when the port has no certificate for the offer. */
  readonly chain: readonly Uint8Array[];
  /** Names (DER) of the CAs whose client certificates the port accepts; undefined when it asked for none, or not in the clear. */
  readonly authorities?: readonly Uint8Array[];
  /** For example `TLSv1.2 ECDHE-RSA-AES256-GCM-SHA384`, or why there is no session. */
  readonly session: string;
}

const nothingInCommon: readonly number[] = [alerts.handshakeFailure, alerts.insufficientSecurity];

/** Authentication by key type is chosen by cipher suites in TLS 1.2. */
const ciphers = { rsa: "aRSA:!eNULL:@SECLEVEL=0", ecdsa: "aECDSA:!eNULL:@SECLEVEL=0" } as const;
/** In TLS 1.3 by signature algorithms; PKCS#1 cannot sign a 1.3 handshake, so it only admits RSA-signed chains. */
const pkcs1 = "RSA+SHA256:RSA+SHA384:RSA+SHA512";
const sigalgs = {
  rsa: `RSA-PSS+SHA256:RSA-PSS+SHA384:RSA-PSS+SHA512:${pkcs1}`,
  ecdsa: `ECDSA+SHA256:ECDSA+SHA384:ECDSA+SHA512:${pkcs1}`,
} as const;

/**
 * Reads the served chain; sends nothing after the handshake. TLS 1.2 is tried first, because there the certificates
 * are seen even when the port then refuses us for having none ourselves (5061, and 6972 with client authentication).
 * Throws CertOpsError: unreachable, deadline, not TLS.
 */
export async function probeTls(probe: TlsProbe): Promise<TlsProbed> {
  const { endpoint, offer } = probe;
  const signal = deadline(probe.deadlineMs, probe.signal);
  const open: OpenTls = {
    endpoint,
    signal,
    ...(probe.serverName === undefined ? {} : { serverName: probe.serverName }),
  };
  try {
    const older: OpenTls = { ...open, maxVersion: "TLSv1.2", ...(offer && { ciphers: ciphers[offer] }) };
    const first = await attempt(older, offer !== undefined, signal);
    if (first !== "newer") return first;
    const newer: OpenTls = { ...open, minVersion: "TLSv1.3", ...(offer && { sigalgs: sigalgs[offer] }) };
    const second = await attempt(newer, offer !== undefined, signal);
    if (second !== "newer") return second;
    throw notUnderstood(endpoint, "no TLS version in common");
  } catch (error) {
    throw abortError(endpoint, "TLS handshake", probe.deadlineMs, probe.signal, error) ?? asOurs(endpoint, error);
  }
}

async function attempt(options: OpenTls, limited: boolean, signal: AbortSignal): Promise<TlsProbed | "newer"> {
  let opened: OpenedTls;
  try {
    opened = await within(openTls(options), signal);
  } catch (error) {
    if (!(error instanceof HandshakeFailed)) throw error;
    const { certificates, authorities, alert } = error.tap;
    if (certificates !== undefined && certificates.length > 0) {
      return {
        chain: certificates,
        ...(authorities && { authorities }),
        session: `refused after the certificate (alert ${alert ?? "none seen"})`,
      };
    }
    if (alert === alerts.protocolVersion) return "newer";
    if (limited && alert !== undefined && nothingInCommon.includes(alert)) {
      return { chain: [], session: `refused: alert ${alert}` };
    }
    throw error;
  }
  const { socket, chain, authorities } = opened;
  const session = `${socket.getProtocol() ?? "TLS"} ${socket.getCipher().standardName}`;
  socket.end();
  socket.destroy();
  return { chain, ...(authorities && { authorities }), session };
}

function asOurs(endpoint: Endpoint, error: unknown): unknown {
  if (!(error instanceof HandshakeFailed)) return unreachable(endpoint, error);
  const cause: unknown = error.cause;
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
  // OpenSSL speaks when bytes came that are no TLS; otherwise the connection was cut.
  return code.startsWith("ERR_SSL_")
    ? notUnderstood(endpoint, `no TLS (${code})`, cause)
    : unreachable(endpoint, cause);
}
