// Opens a TLS connection whose certificate was checked against the pins BEFORE anything is written on it.
import { X509Certificate } from "node:crypto";
import { isIP } from "node:net";
import tls from "node:tls";
import { CertOpsError } from "../domain/errors.ts";
import { type Clock, systemClock } from "../kernel/clock.ts";
import { Mutex } from "../kernel/mutex.ts";
import { certificateNotPinned, unreachable } from "./https-errors.ts";
import { type Endpoint, endpointKey, fingerprintOf, type Pin, type PinMove, type PinStore } from "./https-pins.ts";
import { vouchedAt } from "./tls-dates.ts";

export interface PinnedTls {
  readonly pins: PinStore;
  /** By which the dates of what a pinned CA signed are judged, the machine's when left out: the practice cluster's may be moved. */
  readonly clock?: Pick<Clock, "now">;
  /**
   * Asks another, already trusted way (the host-key-pinned SSH session) whether this certificate is the node's own.
   * Only asked when something was pinned for the endpoint before and it does not match.
   */
  readonly confirmCertificate?: (endpoint: Endpoint, der: Uint8Array, signal: AbortSignal) => Promise<boolean>;
  /** The journal record of a moved pin; awaited before the connection is used. */
  readonly onPinMoved?: (move: PinMove) => Promise<void> | void;
}

/** Makes `connect` for one set of pins. Connections that meet the same new certificate at once ask about it once. */
export function pinnedConnector(
  options: PinnedTls,
): (endpoint: Endpoint, signal: AbortSignal) => Promise<tls.TLSSocket> {
  const turns = new Map<string, Mutex>();
  const { clock = systemClock } = options;

  const connect = async (endpoint: Endpoint, signal: AbortSignal, mayMove: boolean): Promise<tls.TLSSocket> => {
    const pins = await options.pins.pinsFor(endpoint);
    const socket = await dial(endpoint, pins, signal);
    // Read once: Node gives a server's certificate away with the first call.
    const leaf = socket.getPeerX509Certificate();
    if (leaf === undefined) {
      socket.destroy();
      throw unreachable(endpoint, new Error("no certificate"));
    }
    const der = leaf.raw;
    if (matches(endpoint, socket, leaf, pins, clock.now())) return socket;
    // Nothing may be sent on this connection, and the other side would not wait for the SSH session: close it.
    socket.destroy();
    const sha256 = fingerprintOf(der);
    if (pins.length === 0) throw certificateNotPinned(endpoint, sha256, "unknown");
    const turn = turns.get(endpointKey(endpoint)) ?? new Mutex();
    turns.set(endpointKey(endpoint), turn);
    const trusted = mayMove && (await turn.run(() => settle(endpoint, der, sha256, signal)));
    if (!trusted) throw certificateNotPinned(endpoint, sha256, "changed");
    return await connect(endpoint, signal, false);
  };

  /** One at a time per endpoint: whoever comes second finds the pin moved. True when `sha256` is pinned afterwards. */
  const settle = async (endpoint: Endpoint, der: Uint8Array, sha256: string, signal: AbortSignal): Promise<boolean> => {
    const pinned = (await options.pins.pinsFor(endpoint)).flatMap((pin) =>
      pin.kind === "certificate" ? [pin.sha256] : [],
    );
    if (pinned.includes(sha256)) return true;
    if ((await options.confirmCertificate?.(endpoint, der, signal)) !== true) return false;
    await options.onPinMoved?.({ endpoint, from: pinned, to: sha256 });
    await options.pins.move(endpoint, sha256);
    return true;
  };

  return (endpoint, signal) => connect(endpoint, signal, true);
}

function matches(
  endpoint: Endpoint,
  socket: tls.TLSSocket,
  leaf: X509Certificate,
  pins: readonly Pin[],
  now: number,
): boolean {
  const der = leaf.raw;
  const sha256 = fingerprintOf(der);
  if (pins.some((pin) => pin.kind === "certificate" && pin.sha256 === sha256)) return true;
  // A node's own self-signed certificate, given as a file, is meant as itself, whatever names are in it.
  if (pins.some((pin) => pin.kind === "ca" && isSame(pin.pem, der))) return true;
  if (!vouchedAt(socket, leaf, casOf(pins), now)) return false;
  const names = [endpoint.address, endpoint.node];
  return names.some((name) => (isIP(name) === 0 ? leaf.checkHost(name) : leaf.checkIP(name)) !== undefined);
}

const casOf = (pins: readonly Pin[]): string[] => pins.flatMap((pin) => (pin.kind === "ca" ? [pin.pem] : []));

function isSame(pem: string, der: Uint8Array): boolean {
  try {
    return new X509Certificate(pem).raw.equals(der);
  } catch {
    return false;
  }
}

async function dial(endpoint: Endpoint, pins: readonly Pin[], signal: AbortSignal): Promise<tls.TLSSocket> {
  signal.throwIfAborted();
  const socket = tls.connect({
    host: endpoint.address,
    port: endpoint.port,
    // An empty list, unlike none, keeps the system's CAs out.
    ca: casOf(pins),
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
