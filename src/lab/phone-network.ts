// What a phone does on the wire: fetches files over HTTP 6970, opens TLS connections and looks at the certificate it is shown.
import { request } from "node:http";
import { connect, createSecureContext, type TLSSocket } from "node:tls";

/** A phone gives a server this long (real time) before it tries the next. */
const patienceMs = 4000;
const largestFile = 1024 * 1024;

export type Fetched = { readonly bytes: Uint8Array } | { readonly missing: true } | { readonly unreachable: string };

/** One file over plain HTTP, as phones fetch their trust lists. Never throws. */
export function fetchFile(address: string, port: number, name: string, signal: AbortSignal): Promise<Fetched> {
  return new Promise((resolve) => {
    const limit = AbortSignal.any([signal, AbortSignal.timeout(patienceMs)]);
    const fail = (error: Error): void => resolve({ unreachable: error.message });
    const call = request(
      { host: address, port, path: `/${encodeURIComponent(name)}`, signal: limit, agent: false },
      (answer) => {
        const parts: Buffer[] = [];
        let size = 0;
        answer.on("error", fail);
        answer.on("data", (part: Buffer) => {
          size += part.length;
          parts.push(part);
          if (size > largestFile) answer.destroy(new Error("the file is too large for a phone"));
        });
        answer.on("end", () => {
          if (answer.statusCode === 200) resolve({ bytes: new Uint8Array(Buffer.concat(parts)) });
          else resolve(answer.statusCode === 404 ? { missing: true } : { unreachable: `HTTP ${answer.statusCode}` });
        });
      },
    );
    call.on("error", fail);
    call.end();
  });
}

/** DER of the certificate that a TLS port presents; undefined when nobody answers. */
export const servedCertificate = (
  address: string,
  port: number,
  signal: AbortSignal,
): Promise<Uint8Array | undefined> => overTls(address, port, signal, (_, served) => Promise.resolve(served));

/** Talks over one TLS connection, then closes it; undefined when nobody answers or the talk fails. */
export function overTls<T>(
  host: string,
  port: number,
  signal: AbortSignal,
  talk: (socket: TLSSocket, served: Uint8Array) => Promise<T>,
): Promise<T | undefined> {
  return new Promise((resolve) => {
    // The phone checks the certificate against its own trust lists, not against authorities.
    const socket = connect({ host, port, rejectUnauthorized: false, secureContext: phoneTls });
    const limit = AbortSignal.any([signal, AbortSignal.timeout(patienceMs)]);
    const end = (value: T | undefined): void => {
      limit.removeEventListener("abort", onAbort);
      socket.destroy();
      resolve(value);
    };
    const onAbort = (): void => end(undefined);
    limit.addEventListener("abort", onAbort, { once: true });
    socket.on("error", () => end(undefined));
    socket.on("close", () => end(undefined));
    socket.once("secureConnect", () => {
      const raw = socket.getPeerX509Certificate()?.raw;
      if (raw === undefined) end(undefined);
      else talk(socket, new Uint8Array(raw)).then(end, () => end(undefined));
    });
    if (limit.aborted) onAbort();
  });
}

/** With the default enterprise parameter phones are shown the RSA certificate; only TLS 1.2 lets a client ask for that by cipher. */
const rsaOnly = "ECDHE-RSA-AES256-GCM-SHA384:ECDHE-RSA-AES128-GCM-SHA256:AES256-GCM-SHA384";
/** Made once: a context of its own for every connection would read all root certificates each time. */
const phoneTls = createSecureContext({ ca: [], ciphers: rsaOnly, maxVersion: "TLSv1.2" });
