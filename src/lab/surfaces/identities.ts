// TLS servers of a node: RSA and ECDSA side by side, from what the owning service loaded when it started.

import type { RequestListener } from "node:http";
import { createServer as createHttpsServer, type Server as HttpsServer } from "node:https";
import type { Socket } from "node:net";
import type { Duplex } from "node:stream";
import { createServer as createTlsServer, DEFAULT_CIPHERS, type TLSSocket, type TlsOptions } from "node:tls";
import type { NodePorts } from "../../domain/cluster.ts";
import { gated, refusalOf } from "../expressway/client-check.ts";
import type { LabCertificate, LabIdentity, LabNode } from "../model.ts";

const loaded = (node: LabNode, port: keyof NodePorts): readonly LabIdentity[] => {
  const { rsa, ecdsa } = node.loadedCertificates(port);
  return [rsa, ecdsa].filter((identity) => identity !== undefined);
};

/** Tells one load from another; `""` when nothing is loaded. */
export const identityOf = (node: LabNode, port: keyof NodePorts): string =>
  loaded(node, port)
    .map((identity) => `${identity.keyType}:${identity.serial}`)
    .join(",");

const ecdsaFirst = "ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-ECDSA-AES128-GCM-SHA256";

/** OpenSSL picks the RSA or the ECDSA pair by what the client offers, as CUCM's HAProxy and SIP stack do. */
function tlsOptions(node: LabNode, port: keyof NodePorts): TlsOptions | undefined {
  const identities = loaded(node, port);
  const trusted = node.clientTrust(port);
  if (identities.length === 0) return undefined;
  return {
    cert: identities.map((identity) => identity.chainPem),
    key: identities.map((identity) => identity.keyPem),
    minVersion: "TLSv1.2",
    handshakeTimeout: 20_000,
    // CUCM's 8443, 6972 and 5061 ask for the client's certificate and get along without it
    requestCert: port === "sipTls" || port === "tftpHttps" || (port === "https" && trusted !== undefined),
    // Who takes both is given the ECDSA certificate on 6972 and the RSA one on 8443 (Cisco document 218018).
    ...(port === "tftpHttps" ? { ciphers: `${ecdsaFirst}:${DEFAULT_CIPHERS}` } : {}),
    rejectUnauthorized: false,
    // HAProxy names the CAs of its file to every client (configuration manual, ca-file); from which file CUCM feeds it is not documented.
    ...(trusted === undefined ? {} : { ca: trusted.map(({ pem }) => pem) }),
  };
}

/** Keeps one server per load, so that a restarted service shows its new certificate and nothing else does. */
function perLoad<Made extends { emit(event: "connection", socket: Duplex): boolean }>(
  node: LabNode,
  port: keyof NodePorts,
  now: () => number,
  make: (options: TlsOptions) => Made,
): (socket: Socket) => void {
  let current:
    | { readonly identity: string; readonly trusted: readonly LabCertificate[] | undefined; readonly server: Made }
    | undefined;
  return (socket) => {
    const trusted = node.clientTrust(port);
    const identity = identityOf(node, port);
    if (current?.identity !== identity || current.trusted !== trusted) {
      const options = tlsOptions(node, port);
      if (options === undefined) {
        socket.destroy();
        return;
      }
      current = { identity, trusted, server: make(options) };
    }
    const judge = (chain: readonly Uint8Array[]) => refusalOf(chain, node.clientTrust(port) ?? [], now());
    current.server.emit("connection", trusted === undefined ? socket : gated(socket, judge));
  };
}

/** A TLS port; `talk` gets each connection after the handshake. `now`: by which clock a client’s certificate is valid. */
export const tlsPort = (
  node: LabNode,
  port: keyof NodePorts,
  talk: (socket: TLSSocket) => void,
  now: () => number,
): ((socket: Socket) => void) =>
  perLoad(node, port, now, (options) => {
    const server = createTlsServer(options, talk);
    server.on("tlsClientError", () => undefined);
    return server;
  });

/** An HTTPS port. `now`: by which clock a client's certificate is valid. */
export const httpsPort = (
  node: LabNode,
  port: keyof NodePorts,
  answer: RequestListener,
  now: () => number,
): ((socket: Socket) => void) =>
  perLoad(node, port, now, (options): HttpsServer => {
    const server = createHttpsServer({ ...options, keepAliveTimeout: 30_000 }, answer);
    server.on("tlsClientError", () => undefined);
    server.on("clientError", (_error, socket) => socket.destroy());
    return server;
  });
