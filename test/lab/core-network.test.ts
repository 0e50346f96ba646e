// A phone on the wire against servers that fail it: silence, floods, nonsense and half answers never hang or break it.
import { createServer as createHttp, type RequestListener } from "node:http";
import { type AddressInfo, createServer as createTcp, type Server } from "node:net";
import { createServer as createTls, type TLSSocket } from "node:tls";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { KeyPool } from "../../src/lab/keys.ts";
import type { LabIdentity } from "../../src/lab/model.ts";
import { fetchFile, servedCertificate } from "../../src/lab/phone-network.ts";
import { askTvs, type TvsQuestion } from "../../src/lab/phone-tvs.ts";
import { LabPki } from "../../src/lab/pki.ts";

const host = "127.0.0.1";
const never = new AbortController().signal;
const open: Server[] = [];
let identity: LabIdentity;

beforeAll(async () => {
  const pki = new LabPki({ seed: 1, keys: new KeyPool(), caSince: 0, caName: "CA" });
  identity = await pki.issue({
    unit: "TVS",
    commonName: "cucm-pub.lab.example",
    names: [],
    notBefore: Date.parse("2026-01-01"),
    signer: "self",
    occasion: "test",
  });
});
afterEach(() => {
  for (const server of open.splice(0)) server.close();
});

async function listen(server: Server): Promise<number> {
  open.push(server);
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  return (server.address() as AddressInfo).port;
}

const http = (answer: RequestListener): Promise<number> => listen(createHttp(answer));
const tls = (talk: (socket: TLSSocket) => void): Promise<number> =>
  listen(
    createTls({ cert: identity.pem, key: identity.keyPem }, (socket) => {
      socket.on("error", () => socket.destroy());
      talk(socket);
    }),
  );

describe("fetching a file", () => {
  it("tells a missing file from a server that is not there", async () => {
    const port = await http((_, response) => void response.writeHead(404).end("File not found"));
    expect(await fetchFile(host, port, "ITLFile.tlv", never)).toEqual({ missing: true });
    const gone = await listen(createTcp());
    open.pop()?.close();
    expect(await fetchFile(host, gone, "ITLFile.tlv", never)).toHaveProperty("unreachable");
  });

  it("gives up on a flood, on half a file and on a server error", async () => {
    const flood = await http((_, response) => {
      const more = (): void => {
        while (!response.destroyed && response.write(Buffer.alloc(65_536)));
      };
      response.on("drain", more);
      more();
    });
    expect(await fetchFile(host, flood, "x", never)).toEqual({ unreachable: "the file is too large for a phone" });
    const half = await http((_, response) => {
      response.writeHead(200, { "content-length": 1000 }).write("half");
      setImmediate(() => response.destroy());
    });
    expect(await fetchFile(host, half, "x", never)).toHaveProperty("unreachable");
    const broken = await http((_, response) => void response.writeHead(500).end());
    expect(await fetchFile(host, broken, "x", never)).toEqual({ unreachable: "HTTP 500" });
  });

  it("ends when the cluster is closed, though the server never answers", async () => {
    const port = await listen(createTcp((socket) => socket.on("error", () => undefined)));
    const stop = new AbortController();
    const fetched = fetchFile(host, port, "x", stop.signal);
    stop.abort(new Error("closed"));
    expect(await fetched).toHaveProperty("unreachable");
  });
});

describe("asking TVS", () => {
  const ask = (port: number, question: TvsQuestion = { certificate: identity.der }) =>
    askTvs(host, port, "CP-8841-SEP001AA2000001", question, never);

  /** Collects one request, then writes what `reply` makes of it. */
  const answering = (reply: (request: Buffer) => Buffer): Promise<number> =>
    tls((socket) => socket.once("data", (request: Buffer) => socket.end(reply(request))));

  const frame = (request: Buffer, command: number, body: Buffer): Buffer => {
    const head = Buffer.from([0x57, 1, command, 0xf7, 0, 0, 0, 0, 0, 0]);
    request.copy(head, 4, 4, 8);
    head.writeUInt16BE(body.length, 8);
    return Buffer.concat([head, body]);
  };

  it("sends the frame whose lengths the real dump shows", async () => {
    let seen: Buffer = Buffer.alloc(0);
    const port = await answering((request) => {
      seen = request;
      return frame(request, 4, Buffer.from([7, 0, 1, 1]));
    });
    await ask(port, {
      subject: "CN=ucm11pub.stormin.local;OU=IST;O=Stormin;L=Brisbane;ST=QLD;C=AU",
      issuer: "CN=stormin-WIN2012-CA",
      serial: "24000000179479b8f124ac3f3b000000000017",
    });
    // 213407: 153 bytes for a device name of the same length
    expect(seen.length).toBe(153);
    expect(seen.subarray(0, 4)).toEqual(Buffer.from([0x57, 1, 3, 0]));
    expect(seen.readUInt16BE(8)).toBe(143);
    expect(seen.subarray(10, 14)).toEqual(Buffer.from([1, 0, 0x18, 1]));
    expect(seen.subarray(37, 40)).toEqual(Buffer.from([3, 0, 0x42]));
  });

  it("reads status, roles and certificate in any order, past unknown elements, and reports who answered", async () => {
    const port = await answering((request) =>
      frame(request, 2, Buffer.from([99, 0, 2, 1, 1, 8, 0, 2, 0, 3, 2, 0, 3, 48, 1, 0, 7, 0, 1, 0])),
    );
    const reply = await ask(port);
    expect(reply).toMatchObject({ vouches: true, roles: [0, 3] });
    expect(reply?.certificate).toEqual(Uint8Array.from([48, 1, 0]));
    expect(Buffer.from(reply?.served ?? "").equals(identity.der)).toBe(true);
  });

  it("takes a no for a no, and no status for a no", async () => {
    expect((await ask(await answering((r) => frame(r, 2, Buffer.from([7, 0, 1, 1])))))?.vouches).toBe(false);
    expect((await ask(await answering((r) => frame(r, 2, Buffer.alloc(0)))))?.vouches).toBe(false);
  });

  it("takes nothing from nonsense, a stranger's session, half an answer or a plain port", async () => {
    const nonsense = await answering(() => Buffer.from("HTTP/1.1 400 Bad Request\r\n\r\n"));
    const stranger = await answering((request) => {
      const answer = frame(request, 2, Buffer.from([7, 0, 1, 0]));
      answer.writeUInt8(answer.readUInt8(7) ^ 1, 7);
      return answer;
    });
    const half = await answering((request) => frame(request, 2, Buffer.alloc(60)).subarray(0, 30));
    const plain = await http((_, response) => void response.end("x"));
    for (const port of [nonsense, stranger, half, plain]) expect(await ask(port)).toBeUndefined();
  });

  it("sees the certificate on any TLS port, and nothing where nobody listens", async () => {
    const port = await tls(() => undefined);
    expect(Buffer.from((await servedCertificate(host, port, never)) ?? "").equals(identity.der)).toBe(true);
    const gone = await listen(createTcp());
    open.pop()?.close();
    expect(await servedCertificate(host, gone, never)).toBeUndefined();
  });
});
