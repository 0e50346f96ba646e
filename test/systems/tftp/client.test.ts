// Fetching trust lists over HTTP 6970 from servers that serve, lack, damage or flood them.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Duplex } from "node:stream";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { ManualClock } from "../../../src/kernel/clock.ts";
import { createTftpClient } from "../../../src/systems/tftp/client.ts";
import { readCertificate } from "../../../src/trust/certificate.ts";
import { writeTrustList } from "../../../src/trust/tlv-write.ts";
import { type RawPort, startRawTcp } from "../../fakes/raw-tls.ts";
import { makeIdentity, type TlsIdentity } from "../../fakes/tls-identity.ts";
import { nodeAt } from "../node.ts";

let signer: TlsIdentity;
let itl: Uint8Array;
beforeAll(async () => {
  signer = await makeIdentity({ commonName: "ITLRECOVERY_cucm-pub", key: "rsa" });
  const certificate = readCertificate(signer.der);
  itl = writeTrustList({
    kind: "ITL",
    fileName: "ITLFile.tlv",
    signer: { certificate, privateKeyPem: signer.keyPem },
    records: [{ role: "SAST", certificate, dnsName: "cucm-pub" }],
    timestamp: Date.parse("2026-11-20T10:00:00Z"),
  });
});
const open: RawPort[] = [];
afterEach(async () => {
  for (const port of open.splice(0)) await port.close();
});

async function fetchFrom(speak: (socket: Duplex) => void, kind: "ITL" | "CTL" = "ITL", deadlineMs = 10_000) {
  const port = await startRawTcp(speak);
  open.push(port);
  const tftp = createTftpClient({ clock: new ManualClock(), deadlineMs });
  const got = await tftp.trustList(nodeAt({ tftpHttp: port.port }), kind);
  return { ...got, port };
}

const serving =
  (bytes: Uint8Array, status = "200 OK") =>
  (socket: Duplex): void => {
    socket.write(`HTTP/1.1 ${status}\r\nContent-Length: ${bytes.length}\r\n\r\n`);
    socket.end(bytes);
  };

describe("a served trust list", () => {
  it("is fetched by its fixed name, without credentials, and read", async () => {
    const { value, evidence, port } = await fetchFrom(serving(itl));
    expect(value).toMatchObject({ list: { kind: "ITL", fileName: "ITLFile.tlv", records: [{ dnsName: "cucm-pub" }] } });
    expect(evidence.source).toBe(`http://127.0.0.1:${port.port}/ITLFile.tlv`);
    expect(evidence.excerpt).toContain(readCertificate(signer.der).serial);
    expect("list" in value && value.list.sha256).toBe(evidence.digest);
    expect(port.received()).toMatch(/^GET \/ITLFile\.tlv HTTP\/1\.1\r\n/);
    expect(port.received()).not.toMatch(/authorization|cookie/i);
  });

  it("that is not there is absent, as a CTL is in a non-secure cluster", async () => {
    const { value, port } = await fetchFrom(serving(Buffer.from("no"), "404 Not Found"), "CTL");
    expect(value).toEqual({ absent: true });
    expect(port.received()).toContain("GET /CTLFile.tlv ");
  });

  it.each<[string, () => Uint8Array, string]>([
    ["empty", () => new Uint8Array(), "empty"],
    ["cut in its middle", () => itl.subarray(0, 300), "truncated"],
  ])("that is %s is a fault of the list, not of the question", async (_, bytes, fault) => {
    expect((await fetchFrom(serving(bytes()))).value).toMatchObject({ fault: { fault } });
  });

  it.each<[string, () => Uint8Array]>([
    ["a web page", () => Buffer.from("<html>sign in</html>")],
    ["random bytes", () => Buffer.alloc(5000, 0xa7)],
  ])("that is %s is a fault with its place", async (_, bytes) => {
    const { value } = await fetchFrom(serving(bytes()));
    expect("fault" in value && value.fault.at).toBeGreaterThanOrEqual(0);
  });

  it("of the other kind under this name is no trust list", async () => {
    expect((await fetchFrom(serving(itl), "CTL")).value).toMatchObject({ fault: { fault: "not-a-trust-list" } });
  });

  it("larger than any is cut off and called too large", async () => {
    const endless = (socket: Duplex): void => {
      socket.write("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n");
      const more = (): void => {
        if (!socket.destroyed) socket.write(Buffer.alloc(65_536), more);
      };
      more();
    };
    expect((await fetchFrom(endless)).value).toMatchObject({ fault: { fault: "too-large" } });
  });

  it("from a service that refuses, hangs or breaks off is an error with a next step", async () => {
    await expect(fetchFrom(serving(new Uint8Array(), "500 Oops"))).rejects.toMatchObject({ code: "server-fault" });
    await expect(fetchFrom(() => undefined, "ITL", 200)).rejects.toMatchObject({ code: "deadline-exceeded" });
    const broken = fetchFrom((socket) => {
      socket.end("HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\nabc");
    });
    await expect(broken).rejects.toMatchObject({ code: "node-unreachable", next: { id: "https.unreachable.next" } });
  });

  const samples = join(import.meta.dirname, "../../../../shared/samples/tlv/cucm-layout");
  it.skipIf(!existsSync(samples)).each([
    ["ITLFile-v12-before.tlv", "ITL"],
    ["CTLFile-mixed-before.tlv", "CTL"],
  ] as const)("is read from the sample %s (needs the samples folder)", async (file, kind) => {
    const { value } = await fetchFrom(serving(readFileSync(join(samples, file))), kind);
    expect(value).toMatchObject({ list: { kind } });
  });
});
