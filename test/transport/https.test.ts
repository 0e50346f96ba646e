// The pinned HTTPS client: no byte of a request goes to a certificate that nobody vouched for.
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { CertOpsError, ChangeUncertain } from "../../src/domain/errors.ts";
import { createHttpsClient, type HttpsClient, type HttpsRequest } from "../../src/transport/https.ts";
import { endpointKey, memoryPins, type Pin, type PinMove } from "../../src/transport/https-pins.ts";
import type { PinnedTls } from "../../src/transport/https-socket.ts";
import { type HttpsNode, startHttpsNode } from "../fakes/https-node.ts";
import { makeIdentity, type TlsIdentity } from "../fakes/tls-identity.ts";

let known: TlsIdentity;
let renewed: TlsIdentity;
beforeAll(async () => {
  known = await makeIdentity({ commonName: "cucm-pub" });
  renewed = await makeIdentity({ commonName: "cucm-pub" });
});

const open: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of open.splice(0)) await close();
});

async function node(identity = known): Promise<HttpsNode> {
  const started = await startHttpsNode(identity, (_, response) => {
    response.end("hello");
  });
  open.push(() => started.close());
  return started;
}

function client(target: HttpsNode, pins: readonly Pin[], rest: Omit<PinnedTls, "pins"> = {}): HttpsClient {
  const made = createHttpsClient({ pins: memoryPins(new Map([[endpointKey(target.endpoint), pins]])), ...rest });
  open.push(() => made.close());
  return made;
}

const ask = (target: HttpsNode): HttpsRequest => ({
  endpoint: target.endpoint,
  method: "POST",
  path: "/axl/",
  headers: { Authorization: "Basic c2VjcmV0OnNlY3JldA==" },
  body: "<x/>",
  deadlineMs: 5000,
});

const pin = (identity: TlsIdentity): Pin => ({ kind: "certificate", sha256: identity.sha256 });
const failure = async (work: Promise<unknown>): Promise<CertOpsError> => {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(CertOpsError);
  return error as CertOpsError;
};

describe("the pinned HTTPS client", () => {
  it("sends the request to the pinned certificate", async () => {
    const target = await node();
    const answer = await client(target, [pin(known)]).send(ask(target));
    expect(Buffer.from(answer.body).toString()).toBe("hello");
    expect(target.seen[0]?.headers.authorization).toBe("Basic c2VjcmV0OnNlY3JldA==");
  });

  it("sends no password to another certificate than the pinned one", async () => {
    const target = await node(renewed);
    const error = await failure(client(target, [pin(known)]).send(ask(target)));
    expect(error.code).toBe("certificate-not-pinned");
    expect(error.message).toContain(renewed.sha256);
    expect(target.connections()).toBe(1);
    expect(target.seen).toEqual([]);
  });

  it("sends nothing to a node that has no pin yet, and does not ask anybody to confirm", async () => {
    const target = await node();
    let asked = 0;
    const https = client(target, [], {
      confirmCertificate: () => {
        asked += 1;
        return Promise.resolve(true);
      },
    });
    const error = await failure(https.send(ask(target)));
    expect(error.code).toBe("certificate-not-pinned");
    expect(error.next.id).toBe("https.not-pinned.next");
    expect([asked, target.seen.length]).toEqual([0, 0]);
  });

  it("keeps its connection for the next request", async () => {
    const target = await node();
    const https = client(target, [pin(known)]);
    await https.send(ask(target));
    await https.send(ask(target));
    expect(target.connections()).toBe(1);
  });

  it("replaces a kept connection that the node has closed meanwhile", async () => {
    const target = await node();
    const https = client(target, [pin(known)]);
    await https.send(ask(target));
    target.answer = (request, response) => {
      if (request.from === target.seen[0]?.from) response.destroy();
      else response.end("again");
    };
    const answer = await https.send(ask(target));
    expect(Buffer.from(answer.body).toString()).toBe("again");
  });

  it("opens at most four connections to a node, however many ask", async () => {
    const target = await node();
    const https = client(target, [pin(known)]);
    const answers = await Promise.all(Array.from({ length: 20 }, () => https.send(ask(target))));
    expect(answers).toHaveLength(20);
    expect(target.connections()).toBeLessThanOrEqual(4);
  });
});

describe("a pinned CA", () => {
  it("admits what it signed for this node, and nothing that it signed for another", async () => {
    const ca = await makeIdentity({ commonName: "Example CA", ca: true });
    const own = await makeIdentity({ commonName: "x", names: ["cucm-pub"], issuer: ca });
    const other = await makeIdentity({ commonName: "x", names: ["cucm-sub1"], issuer: ca });
    const target = await node(own);
    const pins: readonly Pin[] = [{ kind: "ca", pem: ca.pem }];
    expect((await client(target, pins).send(ask(target))).status).toBe(200);
    target.present(other);
    expect((await failure(client(target, pins).send(ask(target)))).code).toBe("certificate-not-pinned");
    expect(target.seen).toHaveLength(1);
  });

  it("that is the node's own self-signed certificate admits that one, whatever names are in it", async () => {
    const target = await node();
    const pins: readonly Pin[] = [{ kind: "ca", pem: (await makeIdentity({ commonName: "other" })).pem }];
    expect((await failure(client(target, pins).send(ask(target)))).code).toBe("certificate-not-pinned");
    expect((await client(target, [...pins, { kind: "ca", pem: known.pem }]).send(ask(target))).status).toBe(200);
  });

  it("does not admit an expired certificate", async () => {
    const ca = await makeIdentity({ commonName: "Example CA", ca: true });
    const past = { notBefore: new Date("2020-01-01"), notAfter: new Date("2021-01-01") };
    const target = await node(await makeIdentity({ commonName: "x", names: ["cucm-pub"], issuer: ca, ...past }));
    const error = await failure(client(target, [{ kind: "ca", pem: ca.pem }]).send(ask(target)));
    expect(error.code).toBe("certificate-not-pinned");
    expect(target.seen).toEqual([]);
  });

  it("judges dates by the clock that it was given, and nothing else by it", async () => {
    const year = 365 * 86_400_000;
    const ca = await makeIdentity({ commonName: "Example CA", ca: true, notAfter: new Date(Date.now() + 9 * year) });
    const later = { notBefore: new Date(Date.now() + year), notAfter: new Date(Date.now() + 2 * year) };
    const coming = await makeIdentity({ commonName: "x", names: ["cucm-pub"], issuer: ca, ...later });
    const target = await node(coming);
    const pins: readonly Pin[] = [{ kind: "ca", pem: ca.pem }];
    const inYears = (years: number, given = pins) =>
      client(target, given, { clock: { now: () => Date.now() + years * year } }).send(ask(target));
    expect((await inYears(1.5)).status).toBe(200);
    const impostor = await makeIdentity({
      commonName: "Example CA",
      ca: true,
      notAfter: new Date(Date.now() + 9 * year),
    });
    const plain = await makeIdentity({ commonName: "Example CA", notAfter: new Date(Date.now() + 9 * year) });
    const others = await Promise.all([
      failure(inYears(0)),
      failure(inYears(3)),
      failure(inYears(1.5, [{ kind: "ca", pem: impostor.pem }])),
    ]);
    // Its name and dates are right: whoever signed it may not sign, or it is another node’s.
    target.present(await makeIdentity({ commonName: "x", names: ["cucm-pub"], issuer: plain, ...later }));
    others.push(await failure(inYears(1.5, [{ kind: "ca", pem: plain.pem }])));
    target.present(await makeIdentity({ commonName: "x", names: ["cucm-sub1"], issuer: ca, ...later }));
    others.push(await failure(inYears(1.5)));
    // Valid by the machine’s clock, over by the one that counts.
    target.present(await makeIdentity({ commonName: "x", names: ["cucm-pub"], issuer: ca }));
    others.push(await failure(inYears(1.5)));
    expect(others.map(({ code }) => code)).toEqual(Array(6).fill("certificate-not-pinned"));
    expect(target.seen).toHaveLength(1);
  });

  it("climbs over an intermediate that the port shows, when the dates are another clock’s", async () => {
    const year = 365 * 86_400_000;
    const until = { notAfter: new Date(Date.now() + 9 * year) };
    const root = await makeIdentity({ commonName: "Example Root", ca: true, ...until });
    const issuing = await makeIdentity({ commonName: "Example Issuing", ca: true, issuer: root, ...until });
    const later = { notBefore: new Date(Date.now() + year), notAfter: new Date(Date.now() + 2 * year) };
    const leaf = await makeIdentity({ commonName: "x", names: ["cucm-pub"], issuer: issuing, ...later });
    const target = await node({ ...leaf, pem: leaf.pem + issuing.pem });
    const clock = { now: () => Date.now() + 1.5 * year };
    expect((await client(target, [{ kind: "ca", pem: root.pem }], { clock }).send(ask(target))).status).toBe(200);
    const short = await node(leaf);
    expect((await failure(client(short, [{ kind: "ca", pem: root.pem }], { clock }).send(ask(short)))).code).toBe(
      "certificate-not-pinned",
    );
  });
});

describe("a renewed certificate", () => {
  it("is pinned and journalled when the other way confirms it, and the request then goes out", async () => {
    const target = await node(renewed);
    const moves: PinMove[] = [];
    const asked: string[] = [];
    const https = client(target, [pin(known)], {
      confirmCertificate: (endpoint, der) => {
        asked.push(`${endpoint.node} ${Buffer.from(der).equals(Buffer.from(renewed.der))}`);
        expect(target.seen).toEqual([]);
        return Promise.resolve(true);
      },
      onPinMoved: (move) => {
        moves.push(move);
      },
    });
    await Promise.all([https.send(ask(target)), https.send(ask(target)), https.send(ask(target))]);
    expect(asked).toEqual(["cucm-pub true"]);
    expect(moves.map(({ from, to }) => ({ from, to }))).toEqual([{ from: [known.sha256], to: renewed.sha256 }]);
    expect(target.seen).toHaveLength(3);
  });

  it("stays refused when the other way does not confirm it", async () => {
    const target = await node(renewed);
    const https = client(target, [pin(known)], { confirmCertificate: () => Promise.resolve(false) });
    expect((await failure(https.send(ask(target)))).code).toBe("certificate-not-pinned");
    expect(target.seen).toEqual([]);
  });

  it("is not trusted when the certificate changes again while the other way is asked", async () => {
    const target = await node(renewed);
    const third = await makeIdentity({ commonName: "cucm-pub" });
    const https = client(target, [pin(known)], {
      confirmCertificate: () => {
        target.present(third);
        return Promise.resolve(true);
      },
    });
    expect((await failure(https.send(ask(target)))).message).toContain(third.sha256);
    expect(target.seen).toEqual([]);
  });

  it("is not used when the journal cannot be written", async () => {
    const target = await node(renewed);
    const https = client(target, [pin(known)], {
      confirmCertificate: () => Promise.resolve(true),
      onPinMoved: () => Promise.reject(new Error("the disk is full")),
    });
    await expect(https.send(ask(target))).rejects.toThrow();
    expect(target.seen).toEqual([]);
  });
});

describe("a request that changes something", () => {
  it("waits for the fence before anything is written, and is not sent when the fence refuses", async () => {
    const target = await node();
    const https = client(target, [pin(known)]);
    const atFence: number[] = [];
    await https.sendOnce(ask(target), async () => {
      atFence.push(target.seen.length);
    });
    expect(atFence).toEqual([0]);
    const lost = https.sendOnce(ask(target), () => Promise.reject(new Error("the lease is lost")));
    await expect(lost).rejects.toThrow("the lease is lost");
    expect(target.seen).toHaveLength(1);
  });

  it("is uncertain, and sent once, when the connection drops after it was written", async () => {
    const target = await node();
    target.answer = () => target.dropConnections();
    const error = await failure(client(target, [pin(known)]).sendOnce(ask(target), () => Promise.resolve()));
    expect(error).toBeInstanceOf(ChangeUncertain);
    expect(error).toMatchObject({ sent: true, retry: "never" });
    expect(target.seen).toHaveLength(1);
  });

  it("is uncertain when no answer comes in time", async () => {
    const target = await node();
    const patience = new AbortController();
    target.answer = () => patience.abort(new DOMException("too late", "TimeoutError"));
    const request = { ...ask(target), signal: patience.signal };
    const error = await failure(client(target, [pin(known)]).sendOnce(request, () => Promise.resolve()));
    expect(error).toBeInstanceOf(ChangeUncertain);
    expect(error.code).toBe("deadline-exceeded");
  });

  it("is certain not to have happened when the node cannot be reached or shows another certificate", async () => {
    const target = await node(renewed);
    const https = client(target, [pin(known)]);
    expect(await failure(https.sendOnce(ask(target), () => Promise.resolve()))).not.toBeInstanceOf(ChangeUncertain);
    await target.close();
    open.splice(open.length - 2, 1);
    const down = await failure(https.sendOnce(ask(target), () => Promise.resolve()));
    expect(down).not.toBeInstanceOf(ChangeUncertain);
    expect(down.code).toBe("node-unreachable");
  });
});
