// How CUCM's 8443 and 6972 judge a client that shows a certificate: OpenSSL's rules, from what the services loaded when they started.
import { X509Certificate } from "node:crypto";
import type { Socket } from "node:net";
import { Duplex } from "node:stream";
import type { NodePorts } from "../../domain/cluster.ts";
import { TlsTap } from "../../transport/tls-probe-records.ts";
import type { LabCertificate, TrustStore } from "../model.ts";

/** Which store each port loads. Cisco document 225746 tells people to fill both; which port reads which is ours. */
export const clientTrustOf: Readonly<Partial<Record<keyof NodePorts, TrustStore>>> = {
  https: "tomcat-trust",
  tftpHttps: "CallManager-trust",
};

/** TLS alerts as OpenSSL chooses them for a certificate that it refuses (`ssl_x509err2alert`). */
export const alerts = { badCertificate: 42, expired: 45, unknownCa: 48 } as const;

/** The alert that refuses the chain (leaf first), or undefined. `now`: milliseconds of the lab's clock. */
export function refusalOf(
  chain: readonly Uint8Array[],
  trusted: readonly Pick<LabCertificate, "der">[],
  now: number,
): number | undefined {
  let certificates: X509Certificate[];
  let anchors: X509Certificate[];
  try {
    certificates = chain.map((der) => new X509Certificate(der));
    anchors = trusted.map(({ der }) => new X509Certificate(der));
  } catch {
    return alerts.badCertificate;
  }
  let [at] = certificates;
  if (at === undefined) return undefined;
  for (let depth = 0; depth < 10; depth += 1) {
    if (now > at.validToDate.getTime()) return alerts.expired;
    if (now < at.validFromDate.getTime()) return alerts.badCertificate;
    const here: X509Certificate = at;
    // Without certSign among its usages it may sign no other, but OpenSSL still calls it self-signed.
    const selfSigned = here.subject === here.issuer && verified(here, here);
    // A chain ends at a self-signed certificate that is in the store; one above another in the store goes on upwards.
    if (selfSigned) return anchors.some((anchor) => anchor.raw.equals(here.raw)) ? undefined : alerts.unknownCa;
    const above: X509Certificate | undefined =
      anchors.find((one) => signs(one, here)) ?? certificates.find((one) => one !== here && signs(one, here));
    if (above === undefined) return alerts.unknownCa;
    at = above;
  }
  return alerts.unknownCa;
}

const signs = (issuer: X509Certificate, subject: X509Certificate): boolean =>
  subject.checkIssued(issuer) && verified(issuer, subject);

function verified(issuer: X509Certificate, subject: X509Certificate): boolean {
  try {
    return subject.verify(issuer.publicKey);
  } catch {
    return false;
  }
}

/**
 * The connection as its TLS server sees it. In TLS 1.2 the client's certificate comes in the clear: when it is refused, the server is told
 * nothing more and the client gets the alert that OpenSSL would send, at the moment at which OpenSSL would.
 */
export function gated(socket: Socket, judge: (chain: readonly Uint8Array[]) => number | undefined): Duplex {
  const tap = new TlsTap();
  let judged = false;
  const stream = new Duplex({
    read: () => {
      socket.resume();
    },
    write: (chunk: Buffer, _encoding, done) => {
      if (socket.destroyed) done();
      else socket.write(chunk, () => done());
    },
    final: (done) => {
      socket.end();
      done();
    },
    destroy: (_error, done) => {
      socket.destroy();
      done(null);
    },
  });
  socket.on("data", (chunk: Buffer) => {
    if (!judged) {
      tap.see(chunk);
      const chain = tap.certificates;
      if (chain !== undefined) {
        judged = true;
        const alert = chain.length === 0 ? undefined : judge(chain);
        if (alert !== undefined) {
          socket.removeAllListeners("data");
          socket.end(Buffer.from([21, 3, 3, 0, 2, 2, alert]));
          stream.push(null);
          return;
        }
      }
    }
    if (!stream.push(chunk)) socket.pause();
  });
  socket.on("end", () => stream.push(null));
  socket.on("close", () => stream.destroy());
  socket.on("error", () => stream.destroy());
  stream.on("error", () => socket.destroy());
  return stream;
}
