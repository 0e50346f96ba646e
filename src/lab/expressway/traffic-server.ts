// A peer's HTTPS client towards CUCM: a real mutual-TLS handshake, judged by OpenSSL, logged as the traffic server logs it.
import { X509Certificate } from "node:crypto";
import { isIP } from "node:net";
import { connect, type TLSSocket } from "node:tls";
import { alerts, refusalOf } from "./client-check.ts";
import type { TrafficLog } from "./log.ts";

export interface Target {
  /** As the cluster calls its node (System > Server): what the certificate must name. */
  readonly serverName: string;
  readonly address: string;
  /** Where it listens here, and what the port is called in life. */
  readonly port: number;
  readonly standardPort: number;
}

export interface TlsMaterial {
  readonly trusted: readonly string[];
  readonly chainPem: string;
  readonly keyPem: string;
  /** Whether the certificate and its names are judged at all; yes when left out. */
  readonly verify?: boolean;
  /** Milliseconds of the lab's clock, which OpenSSL does not know. */
  readonly now: number;
}

/** OpenSSL's words for its verify codes as 1.1.1 writes them, which the traffic server of X14 is built with. */
const words: Readonly<Record<string, readonly [string, number]>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: ["self signed certificate", 0],
  SELF_SIGNED_CERT_IN_CHAIN: ["self signed certificate in certificate chain", 1],
  UNABLE_TO_GET_ISSUER_CERT: ["unable to get issuer certificate", 1],
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: ["unable to get local issuer certificate", 0],
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: ["unable to verify the first certificate", 0],
  CERT_HAS_EXPIRED: ["certificate has expired", 0],
  CERT_NOT_YET_VALID: ["certificate is not yet valid", 0],
};

const patienceMs = 8_000;
const mostAnswer = 64 * 1024;

/** The HTTP status, or undefined when no answer came; every outcome is in the log. */
export async function fetchFrom(
  target: Target,
  path: string,
  material: TlsMaterial,
  log: TrafficLog,
): Promise<number | undefined> {
  const { serverName, address, standardPort } = target;
  const transaction = log.nextTransaction();
  const tracking = `TrackingID="00000000-0000-4000-8000-${String(transaction).padStart(12, "0")}"`;
  log.module(
    "Sending Request",
    `Txn-id="${transaction}" ${tracking} Dst-ip="${address}" Dst-port="${standardPort}" Msg="GET ${path} HTTP/1.1"`,
  );
  const failed = (): undefined => {
    log.module(
      "Sending Response",
      `Txn-id="${transaction}" ${tracking} Dst-ip="127.0.0.1" Msg="HTTP/1.1 502 connect failed "`,
    );
    return undefined;
  };
  let socket: TLSSocket;
  try {
    socket = await handshake(target, material);
  } catch (error) {
    const said = opensslWords(error);
    if (said !== undefined) log.thread(`ERROR: SSL connection failed for '${serverName}': ${said}`);
    return failed();
  }
  try {
    // Read once: Node gives a server's certificate away with the first call.
    const certificate = socket.getPeerX509Certificate();
    const { verify = true } = material;
    const code = verify ? refusalIn(socket, certificate, material) : undefined;
    if (code !== undefined) {
      const [reason, depth] = words[code] ?? ["unable to verify the first certificate", 0];
      log.thread(
        `WARNING: Core server certificate verification failed for (${serverName}). Action=Terminate Error=${reason} server=${serverName}(${address}) depth=${depth}`,
      );
      return refusedBy(log, serverName, failed);
    }
    if (verify && (certificate === undefined || !names(certificate, serverName))) {
      log.thread(`WARNING: SNI (${serverName}) not in certificate. Action=Terminate server=${serverName}(${address})`);
      return refusedBy(log, serverName, failed);
    }
    const status = await ask(socket, serverName, standardPort, path);
    if (status === undefined) return failed();
    log.module(
      "Receive Response",
      `Txn-id="${transaction}" TrackingID="" Src-ip="${address}" Src-port="${standardPort}" Msg="HTTP/1.1 ${status} "`,
    );
    return status;
  } finally {
    socket.destroy();
  }
}

/** The dates are the lab clock’s business, which OpenSSL does not know: where its verdict is about them, or they are over, the chain is climbed again. */
function refusalIn(
  socket: TLSSocket,
  certificate: X509Certificate | undefined,
  { trusted, now }: TlsMaterial,
): string | undefined {
  const said = socket.authorized ? undefined : String(socket.authorizationError);
  if (certificate === undefined) return said;
  const byDates = said === "CERT_NOT_YET_VALID" || said === "CERT_HAS_EXPIRED";
  const within = certificate.validFromDate.getTime() <= now && now <= certificate.validToDate.getTime();
  if (!byDates && (said !== undefined || within)) return said;
  const chain: Uint8Array[] = [];
  for (
    let at: X509Certificate | undefined = certificate;
    at !== undefined && chain.length < 10;
    at = at.issuerCertificate
  )
    chain.push(at.raw);
  const alert = refusalOf(
    chain,
    trusted.map((pem) => ({ der: new X509Certificate(pem).raw })),
    now,
  );
  if (alert === undefined) return undefined;
  if (alert === alerts.expired) return "CERT_HAS_EXPIRED";
  if (alert === alerts.badCertificate) return "CERT_NOT_YET_VALID";
  return certificate.issuer === certificate.subject
    ? "DEPTH_ZERO_SELF_SIGNED_CERT"
    : "UNABLE_TO_GET_ISSUER_CERT_LOCALLY";
}

function refusedBy(log: TrafficLog, serverName: string, failed: () => undefined): undefined {
  log.thread(
    `ERROR: SSL connection failed for '${serverName}': error:1416F086: SSL routines:tls_process_server_certificate:certificate verify failed`,
  );
  return failed();
}

function handshake(target: Target, material: TlsMaterial): Promise<TLSSocket> {
  return new Promise((resolve, reject) => {
    const socket = connect({
      host: target.address,
      port: target.port,
      // An empty list, unlike none, keeps the system's CAs out.
      ca: [...material.trusted],
      cert: material.chainPem,
      key: material.keyPem,
      ...(isIP(target.serverName) === 0 ? { servername: target.serverName } : {}),
      // The verdict is OpenSSL's and is read below: the log must say why before the connection goes.
      rejectUnauthorized: false,
      checkServerIdentity: () => undefined,
      minVersion: "TLSv1.2",
      maxVersion: "TLSv1.2",
    });
    socket.setTimeout(patienceMs, () => socket.destroy(new Error("no answer")));
    socket.once("secureConnect", () => resolve(socket));
    socket.once("error", reject);
    socket.once("close", () => reject(new Error("closed")));
    socket.on("error", () => undefined);
  });
}

/** `error:0A000418:SSL routines:ssl3_read_bytes:tlsv1 alert unknown ca`; undefined when it was no TLS that failed. */
function opensslWords(error: unknown): string | undefined {
  const text = error instanceof Error ? error.message : "";
  const found = /error:([0-9A-F]{8}):SSL routines:([^:]*):([^:\n]*)/.exec(text);
  return found === null ? undefined : `error:${found[1]}: SSL routines:${found[2]}:${found[3]}`;
}

const names = (certificate: X509Certificate, serverName: string): boolean =>
  (isIP(serverName) === 0 ? certificate.checkHost(serverName) : certificate.checkIP(serverName)) !== undefined;

function ask(socket: TLSSocket, host: string, port: number, path: string): Promise<number | undefined> {
  return new Promise((resolve) => {
    let text = "";
    socket.on("data", (chunk: Buffer) => {
      text = (text + chunk.toString("latin1")).slice(0, mostAnswer);
      const found = /^HTTP\/1\.[01] (\d{3})/.exec(text)?.[1];
      if (found !== undefined) resolve(Number(found));
    });
    socket.once("close", () => resolve(undefined));
    socket.write(`GET ${path} HTTP/1.1\r\nHost: ${host}:${port}\r\nAccept: */*\r\nConnection: close\r\n\r\n`);
  });
}
