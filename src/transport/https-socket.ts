// Opens a TLS connection whose certificate was checked against the pins BEFORE anything is written on it.
import tls from "node:tls";
import { CertOpsError } from "../domain/errors.ts";
import { certificateNotPinned, unreachable } from "./https-errors.ts";
import { type Endpoint, endpointKey, fingerprintOf, type Pin, type PinMove, type PinStore } from "./https-pins.ts";

export interface PinnedTls {
  readonly pins: PinStore;
  /**
   * Asks another, already trusted way (the host-key-pinned SSH session) whether this certificate is the node's own.
   * Only asked when something was pinned for the endpoint before and it does not match.
   */
  readonly confirmCertificate?: (endpoint: Endpoint, der: Uint8Array, signal: AbortSignal) => Promise<boolean>;
  /** The journal record of a moved pin; awaited before the connection is used. */
  readonly onPinMoved?: (move: PinMove) => Promise<void> | void;
}

/** Makes `connect` for one set of pins; confirmations of the same certificate are asked once for all callers. */
export function pinnedConnector(
  options: PinnedTls,
): (endpoint: Endpoint, signal: AbortSignal) => Promise<tls.TLSSocket> {
  const asking = new Map<string, Promise<boolean>>();

  const confirm = (endpoint: Endpoint, der: Uint8Array, sha256: string, signal: AbortSignal): Promise<boolean> => {
    const { confirmCertificate } = options;
    if (confirmCertificate === undefined) return Promise.resolve(false);
    const key = `${endpointKey(endpoint)} ${sha256}`;
    const running = asking.get(key);
    if (running !== undefined) return running;
    const asked = confirmCertificate(endpoint, der, signal).finally(() => asking.delete(key));
    asking.set(key, asked);
    return asked;
  };

  const connect = async (endpoint: Endpoint, signal: AbortSignal, mayMove: boolean): Promise<tls.TLSSocket> => {
    const pins = await options.pins.pinsFor(endpoint);
    const socket = await dial(endpoint, pins, signal);
    const der = socket.getPeerX509Certificate()?.raw;
    if (der === undefined) {
      socket.destroy();
      throw unreachable(endpoint, new Error("no certificate"));
    }
    if (matches(endpoint, socket, der, pins)) return socket;
    // Nothing may be sent on this connection, and the other side would not wait for the SSH session: close it.
    socket.destroy();
    const sha256 = fingerprintOf(der);
    if (pins.length === 0) throw certificateNotPinned(endpoint, sha256, "unknown");
    if (!mayMove || !(await confirm(endpoint, der, sha256, signal))) {
      throw certificateNotPinned(endpoint, sha256, "changed");
    }
    await move(endpoint, pins, sha256);
    return await connect(endpoint, signal, false);
  };

  const move = async (endpoint: Endpoint, before: readonly Pin[], to: string): Promise<void> => {
    // Several requests may have met the same new certificate: only the first one moves and records.
    const pins = await options.pins.pinsFor(endpoint);
    if (pins.some((pin) => pin.kind === "certificate" && pin.sha256 === to)) return;
    const from = before.flatMap((pin) => (pin.kind === "certificate" ? [pin.sha256] : []));
    await options.onPinMoved?.({ endpoint, from, to });
    await options.pins.move(endpoint, to);
  };

  return (endpoint, signal) => connect(endpoint, signal, true);
}

function matches(endpoint: Endpoint, socket: tls.TLSSocket, der: Uint8Array, pins: readonly Pin[]): boolean {
  const sha256 = fingerprintOf(der);
  if (pins.some((pin) => pin.kind === "certificate" && pin.sha256 === sha256)) return true;
  // `authorized` speaks of the pinned CAs alone: dial() gives OpenSSL no other ones.
  if (!socket.authorized) return false;
  const certificate = socket.getPeerCertificate();
  return [endpoint.address, endpoint.node].some((name) => tls.checkServerIdentity(name, certificate) === undefined);
}

async function dial(endpoint: Endpoint, pins: readonly Pin[], signal: AbortSignal): Promise<tls.TLSSocket> {
  signal.throwIfAborted();
  const socket = tls.connect({
    host: endpoint.address,
    port: endpoint.port,
    // An empty list, unlike none, keeps the system's CAs out.
    ca: pins.flatMap((pin) => (pin.kind === "ca" ? [pin.pem] : [])),
    rejectUnauthorized: false,
    // Names are checked in matches(): a node is often reached by an address that its certificate does not hold.
    checkServerIdentity: () => undefined,
    minVersion: "TLSv1.2",
  });
  const onAbort = (): void => {
    socket.destroy(signal.reason instanceof Error ? signal.reason : new Error("aborted"));
  };
  signal.addEventListener("abort", onAbort, { once: true });
  try {
    await new Promise<void>((resolve, reject) => {
      socket.once("secureConnect", resolve);
      socket.once("error", reject);
      socket.once("close", () => reject(new Error("closed during the handshake")));
    });
    return socket;
  } catch (error) {
    socket.destroy();
    if (error instanceof CertOpsError || signal.aborted) throw signal.aborted ? signal.reason : error;
    throw unreachable(endpoint, error);
  } finally {
    signal.removeEventListener("abort", onAbort);
  }
}
