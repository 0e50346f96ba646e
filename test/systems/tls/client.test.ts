// The certificates that a port presents, as certificates with evidence.
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { ManualClock } from "../../../src/kernel/clock.ts";
import { createTlsClient } from "../../../src/systems/tls/client.ts";
import { type RawPort, startRawTls } from "../../fakes/raw-tls.ts";
import { makeIdentity, type TlsIdentity } from "../../fakes/tls-identity.ts";
import { nodeAt } from "../node.ts";

let rsa: TlsIdentity;
let ec: TlsIdentity;
beforeAll(async () => {
  rsa = await makeIdentity({ commonName: "cucm-pub", key: "rsa", names: ["cucm-pub.example.test"] });
  ec = await makeIdentity({ commonName: "cucm-pub-EC" });
});
const open: RawPort[] = [];
afterEach(async () => {
  for (const port of open.splice(0)) await port.close();
});

describe("the served certificates of a port", () => {
  it("are read with their key type, and the evidence says what was offered", async () => {
    const port = await startRawTls(rsa, () => undefined, { cert: [rsa.pem, ec.pem], key: [rsa.keyPem, ec.keyPem] });
    open.push(port);
    const tls = createTlsClient({ clock: new ManualClock() });
    const one = await tls.served(nodeAt({}), port.port, { offer: "rsa" });
    const other = await tls.served(nodeAt({}), port.port, { offer: "ecdsa" });
    expect(one.value).toEqual([expect.objectContaining({ commonName: "cucm-pub", key: { type: "RSA", bits: 2048 } })]);
    expect(other.value).toEqual([expect.objectContaining({ commonName: "cucm-pub-EC", sha256: ec.sha256 })]);
    expect(one.evidence).toMatchObject({ system: "TLS", source: `127.0.0.1:${port.port} (RSA only)` });
    expect(one.evidence.excerpt).toContain(one.value[0]?.serial);
    expect(one.evidence.digest).toBe(rsa.sha256);
  });

  it("are an empty list when the port has none of the offered kind", async () => {
    const port = await startRawTls(rsa, () => undefined);
    open.push(port);
    const { value, evidence } = await createTlsClient({ clock: new ManualClock() }).served(nodeAt({}), port.port, {
      offer: "ecdsa",
    });
    expect(value).toEqual([]);
    expect(evidence.excerpt).toContain("refused: alert 40");
  });
});
