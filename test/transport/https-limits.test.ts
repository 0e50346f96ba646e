// Answers that a sound node never gives: floods, drips, garbage, lies about length, redirects.
import type { Duplex } from "node:stream";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { CertOpsError } from "../../src/domain/errors.ts";
import { httpGet } from "../../src/transport/http-get.ts";
import { createHttpsClient } from "../../src/transport/https.ts";
import { memoryPins } from "../../src/transport/https-pins.ts";
import { type RawPort, startRawTcp, startRawTls } from "../fakes/raw-tls.ts";
import { makeIdentity, type TlsIdentity } from "../fakes/tls-identity.ts";

let identity: TlsIdentity;
beforeAll(async () => {
  identity = await makeIdentity({ commonName: "cucm-pub" });
});
const open: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of open.splice(0)) await close();
});

interface Tried {
  readonly port: RawPort;
  readonly outcome: { readonly status: number; readonly length: number } | CertOpsError;
}

async function tryAgainst(
  speak: (socket: Duplex) => void,
  limits: { maxBytes?: number; deadlineMs?: number; signal?: AbortSignal } = {},
): Promise<Tried> {
  const port = await startRawTls(identity, speak);
  open.push(() => port.close());
  const endpoint = { node: "cucm-pub", address: "127.0.0.1", port: port.port };
  const pins = memoryPins(new Map([[`127.0.0.1:${port.port}`, [{ kind: "certificate", sha256: identity.sha256 }]]]));
  const https = createHttpsClient({ pins });
  open.push(() => https.close());
  const outcome = await https
    .send({
      endpoint,
      method: "POST",
      path: "/axl/",
      headers: { Authorization: "Basic c2VjcmV0OnNlY3JldA==" },
      body: "<x/>",
      deadlineMs: 5000,
      ...limits,
    })
    .then(
      (answer) => ({ status: answer.status, length: answer.body.length }),
      (error: unknown) => {
        if (error instanceof CertOpsError) return error;
        throw error;
      },
    );
  return { port, outcome };
}

const failed = (tried: Tried): CertOpsError => {
  expect(tried.outcome).toBeInstanceOf(CertOpsError);
  return tried.outcome as CertOpsError;
};

describe("an HTTPS answer", () => {
  it("is cut as soon as it passes the limit, however much would follow", async () => {
    let written = 0;
    const flood = (socket: Duplex): void => {
      socket.write("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n");
      const more = (): void => {
        while (!socket.destroyed && written < 100 * 1024 * 1024) {
          written += 65536;
          if (!socket.write(Buffer.alloc(65536))) {
            socket.once("drain", more);
            return;
          }
        }
      };
      more();
    };
    expect(failed(await tryAgainst(flood, { maxBytes: 1024 * 1024 })).code).toBe("output-too-large");
    expect(written).toBeLessThan(20 * 1024 * 1024);
  });

  it("is refused at its header when that announces too much", async () => {
    const tried = await tryAgainst((s) => s.write("HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n"));
    expect(failed(tried).code).toBe("output-too-large");
  });

  it("is given up when it drips byte by byte past the deadline", async () => {
    const drip = (socket: Duplex): void => {
      socket.write("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n");
      const timer = setInterval(() => socket.write("x"), 20);
      socket.on("close", () => clearInterval(timer));
    };
    expect(failed(await tryAgainst(drip, { deadlineMs: 250 })).code).toBe("deadline-exceeded");
  });

  it("that never comes is given up at the deadline, and a cancelled question at once", async () => {
    expect(failed(await tryAgainst(() => undefined, { deadlineMs: 200 })).code).toBe("deadline-exceeded");
    const cancel = new AbortController();
    const tried = await tryAgainst(() => cancel.abort(), { signal: cancel.signal });
    expect(failed(tried).code).toBe("cancelled");
  });

  it("that is shorter than it announced is not taken for whole", async () => {
    const tried = await tryAgainst((s) => s.end("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n<cut"));
    expect(failed(tried).code).toBe("node-unreachable");
  });

  it.each([
    ["garbage", "\u0000\u0001\u0002\u0003 nonsense\r\n\r\n"],
    ["an SSH banner", "SSH-2.0-OpenSSH_7.4\r\n"],
    ["a header without end", `HTTP/1.1 200 OK\r\nX: ${"x".repeat(200_000)}`],
    ["two lengths", "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab"],
  ])("that is %s is not understood", async (_, bytes) => {
    expect(failed(await tryAgainst((s) => s.end(bytes, "latin1"))).code).toBe("output-not-understood");
  });

  it("is not decompressed", async () => {
    const bomb = "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 3\r\n\r\nabc";
    expect(failed(await tryAgainst((s) => s.end(bomb))).code).toBe("output-not-understood");
  });

  it("that redirects is handed back and never followed", async () => {
    const other = await startRawTls(identity, (s) => s.end("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"));
    open.push(() => other.close());
    const to = `https://127.0.0.1:${other.port}/`;
    const tried = await tryAgainst((s) => s.end(`HTTP/1.1 307 T\r\nLocation: ${to}\r\nContent-Length: 0\r\n\r\n`));
    expect(tried.outcome).toEqual({ status: 307, length: 0 });
    expect(other.received()).toBe("");
  });

  it("keeps the password out of every error", async () => {
    const tried = await tryAgainst((socket) => socket.destroy());
    const error = failed(tried);
    expect(tried.port.received()).toContain("Basic c2VjcmV0OnNlY3JldA==");
    expect(JSON.stringify([error.message, error.say, error.next, String(error.cause)])).not.toContain("c2VjcmV0");
  });
});

describe("a plain HTTP answer", () => {
  it("is read whole, and cut at its limit", async () => {
    const port = await startRawTcp((s) => s.end("HTTP/1.0 200 OK\r\n\r\nabcdef"));
    open.push(() => port.close());
    const endpoint = { node: "tftp1", address: "127.0.0.1", port: port.port };
    const get = { endpoint, path: "/ITLFile.tlv", deadlineMs: 5000, maxBytes: 6 };
    expect(Buffer.from((await httpGet(get)).body).toString()).toBe("abcdef");
    expect(port.received()).not.toContain("Authorization");
    const again = await startRawTcp((s) => s.end("HTTP/1.0 200 OK\r\n\r\nabcdefg"));
    open.push(() => again.close());
    await expect(httpGet({ ...get, endpoint: { ...endpoint, port: again.port } })).rejects.toMatchObject({
      code: "output-too-large",
    });
  });

  it("from a port that nobody listens on is a node that cannot be reached", async () => {
    const port = await startRawTcp(() => undefined);
    await port.close();
    const endpoint = { node: "tftp1", address: "127.0.0.1", port: port.port };
    await expect(httpGet({ endpoint, path: "/", deadlineMs: 5000, maxBytes: 1 })).rejects.toMatchObject({
      code: "node-unreachable",
      say: { values: { cause: "ECONNREFUSED" } },
    });
  });
});
