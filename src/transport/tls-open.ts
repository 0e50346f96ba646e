// Opens TLS to a port whose certificate is the question, not the proof: nothing secret may be sent over it.
import { Socket } from "node:net";
import { Duplex } from "node:stream";
import tls from "node:tls";
import type { Endpoint } from "./https-pins.ts";
import { TlsTap } from "./tls-probe-records.ts";

export interface OpenTls {
  readonly endpoint: Endpoint;
  readonly signal: AbortSignal;
  readonly serverName?: string;
  readonly ciphers?: string;
  readonly sigalgs?: string;
  readonly minVersion?: tls.SecureVersion;
  readonly maxVersion?: tls.SecureVersion;
}

export interface OpenedTls {
  readonly socket: tls.TLSSocket;
  /** DER, leaf first. In served order when the protocol showed it (TLS 1.2), else as OpenSSL could link it. */
  readonly chain: readonly Uint8Array[];
  /** See TlsTap; undefined in TLS 1.3, where the question is encrypted. */
  readonly authorities: readonly Uint8Array[] | undefined;
}

/** The handshake did not complete. `tap` holds what was seen of it: often the certificates all the same. */
export class HandshakeFailed extends Error {
  readonly tap: TlsTap;

  constructor(tap: TlsTap, cause: unknown) {
    super(cause instanceof Error ? cause.message : "the handshake failed", { cause });
    this.name = "HandshakeFailed";
    this.tap = tap;
  }
}

/**
 * Connects and completes a handshake without judging the certificate. Old releases speak TLS 1.0 to 1.2 with
 * RSA key exchange (a TVS trace shows AES256-SHA), so the security level is lowered: reading is all this is for.
 * Throws HandshakeFailed, the signal's reason, or the system's connection error.
 */
export async function openTls(options: OpenTls): Promise<OpenedTls> {
  const { endpoint, signal } = options;
  signal.throwIfAborted();
  const tcp = new Socket();
  const tap = new TlsTap();
  const onAbort = (): void => {
    tcp.destroy();
  };
  signal.addEventListener("abort", onAbort, { once: true });
  try {
    await new Promise<void>((resolve, reject) => {
      tcp.once("error", reject);
      tcp.once("close", () => reject(new Error("closed")));
      tcp.connect(endpoint.port, endpoint.address, resolve);
    });
    const socket = tls.connect({
      socket: tapped(tcp, tap),
      // An empty list, unlike none, keeps the system's CAs out: they would be added to the chain as if served.
      ca: [],
      rejectUnauthorized: false,
      checkServerIdentity: () => undefined,
      ciphers: options.ciphers ?? "DEFAULT:@SECLEVEL=0",
      minVersion: options.minVersion ?? "TLSv1",
      maxVersion: options.maxVersion ?? "TLSv1.3",
      ...(options.sigalgs === undefined ? {} : { sigalgs: options.sigalgs }),
      ...(options.serverName === undefined ? {} : { servername: options.serverName }),
    });
    await handshake(socket, tcp, tap);
    return { socket, chain: tap.certificates ?? linkedChain(socket), authorities: tap.authorities };
  } catch (error) {
    tcp.destroy();
    throw signal.aborted ? signal.reason : error;
  } finally {
    signal.removeEventListener("abort", onAbort);
  }
}

function handshake(socket: tls.TLSSocket, tcp: Socket, tap: TlsTap): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = (error: unknown): void => {
      socket.destroy();
      tcp.destroy();
      reject(new HandshakeFailed(tap, error));
    };
    socket.once("secureConnect", resolve);
    socket.on("error", fail);
    socket.once("close", () => fail(new Error("closed during the handshake")));
  });
}

/** The TCP stream with `tap` listening to what the server says. */
function tapped(tcp: Socket, tap: TlsTap): Duplex {
  const stream = new Duplex({
    read: () => {
      tcp.resume();
    },
    write: (chunk: Buffer, _encoding, done) => {
      tcp.write(chunk, done);
    },
    final: (done) => {
      tcp.end(done);
    },
    destroy: (error, done) => {
      tcp.destroy();
      done(error);
    },
  });
  tcp.on("data", (chunk: Buffer) => {
    tap.see(chunk);
    if (!stream.push(chunk)) tcp.pause();
  });
  tcp.on("end", () => stream.push(null));
  tcp.on("error", (error) => stream.destroy(error));
  tcp.on("close", () => stream.destroy());
  return stream;
}

/** TLS 1.3 hides the message; what OpenSSL linked together, from the leaf up, is the best there is. */
function linkedChain(socket: tls.TLSSocket): readonly Uint8Array[] {
  const chain: Uint8Array[] = [];
  let at = socket.getPeerX509Certificate();
  while (at !== undefined && chain.length < 10) {
    chain.push(Uint8Array.from(at.raw));
    at = at.issuerCertificate;
  }
  return chain;
}
