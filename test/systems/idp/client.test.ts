// The identity provider's metadata over pinned HTTPS: the practice one, and servers that answer with something else.
import { afterEach, describe, expect, it } from "vitest";
import { CertOpsError } from "../../../src/domain/errors.ts";
import { ManualClock } from "../../../src/kernel/clock.ts";
import { startLab } from "../../../src/lab/index.ts";
import { createIdpClient } from "../../../src/systems/idp/client.ts";
import { createHttpsClient } from "../../../src/transport/https.ts";
import { endpointKey, fingerprintOf, memoryPins } from "../../../src/transport/https-pins.ts";
import { readCertificate } from "../../../src/trust/certificate.ts";
import { startHttpsNode } from "../../fakes/https-node.ts";
import { makeIdentity } from "../../fakes/tls-identity.ts";

const open: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

function client(url: string, sha256: string) {
  const { hostname, port } = new URL(url);
  const pins = memoryPins(new Map([[`${hostname}:${port}`, [{ kind: "certificate", sha256 }]]]));
  const made = createIdpClient({
    url: new URL(url),
    https: createHttpsClient({ pins }),
    clock: new ManualClock(),
    deadlineMs: 5_000,
  });
  open.push(() => made.close());
  return made;
}

async function answering(body: string | Buffer, status = 200) {
  const identity = await makeIdentity({ commonName: "idp" });
  const node = await startHttpsNode(identity, (_, response) => {
    response.statusCode = status;
    response.end(body);
  });
  open.push(() => node.close());
  return client(`https://${endpointKey(node.endpoint)}/metadata`, identity.sha256);
}

describe("metadata of the identity provider", () => {
  it("gives its entity and every certificate that it may sign with", async () => {
    const lab = await startLab({ nodes: 1, phones: 0, seed: 3 });
    open.push(() => lab.close());
    const door = await lab.hands.sso.idpDoor();
    const idp = client(door.url, fingerprintOf(readCertificate(door.pem).der));
    const first = (await idp.metadata()).value;
    expect(first).toMatchObject({
      entity: "http://idp.lab.example/adfs/services/trust",
      signing: [{ commonName: "ADFS Signing - idp.lab.example" }],
    });
    await lab.hands.sso.idp.renewSigning({ beside: true });
    const { value, evidence } = await idp.metadata();
    expect(value.signing.map(({ serial }) => serial)).toContain(first.signing[0]?.serial);
    expect([value.signing.length, evidence.system]).toEqual([2, "IdP"]);
  });

  it("is read from nobody else: another certificate than the pinned one gets no request", async () => {
    const lab = await startLab({ nodes: 1, phones: 0, seed: 3 });
    open.push(() => lab.close());
    const door = await lab.hands.sso.idpDoor();
    await expect(client(door.url, "0".repeat(64)).metadata()).rejects.toMatchObject({ code: "certificate-not-pinned" });
    lab.hands.sso.idp.powered = false;
    const gone = client(door.url, fingerprintOf(readCertificate(door.pem).der));
    await expect(gone.metadata()).rejects.toBeInstanceOf(CertOpsError);
  });

  it.each([
    ["a login page", "<html><body>login</body></html>"],
    ["a service provider’s", '<EntityDescriptor entityID="x"><SPSSODescriptor/></EntityDescriptor>'],
    [
      "external entities",
      '<!DOCTYPE x SYSTEM "file:///etc/passwd"><EntityDescriptor entityID="x"><IDPSSODescriptor/></EntityDescriptor>',
    ],
    ["no XML", Buffer.from([255, 254, 0, 1])],
  ])("that is %s is not understood, with what to do", async (_name, body) => {
    const idp = await answering(body);
    await expect(idp.metadata()).rejects.toMatchObject({
      code: "output-not-understood",
      next: { id: "sso.idp.odd.next" },
    });
  });

  it("behind a redirect is not followed", async () => {
    await expect((await answering("", 302)).metadata()).rejects.toMatchObject({ code: "output-not-understood" });
  });
});
