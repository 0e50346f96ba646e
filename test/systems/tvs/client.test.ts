// Asking a Trust Verification Service over real TLS, including services that misbehave.
import type tls from "node:tls";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { ManualClock } from "../../../src/kernel/clock.ts";
import type { TvsClient } from "../../../src/systems/ports.ts";
import { createTvsClient } from "../../../src/systems/tvs/client.ts";
import { makeIdentity, type TlsIdentity } from "../../fakes/tls-identity.ts";
import { element, frame, startTvs, type TvsPort, type TvsQuestion } from "../../fakes/tvs-port.ts";
import { nodeAt } from "../node.ts";

let identity: TlsIdentity;
let asked: TlsIdentity;
beforeAll(async () => {
  identity = await makeIdentity({ commonName: "cucm-pub-tvs", key: "rsa" });
  asked = await makeIdentity({ commonName: "ITLRECOVERY_cucm-pub" });
});
const open: TvsPort[] = [];
afterEach(async () => {
  for (const port of open.splice(0)) await port.close();
});

type Answer = (question: TvsQuestion, socket: tls.TLSSocket) => void;
async function serve(answer: Answer): Promise<TvsPort> {
  const port = await startTvs(identity, answer);
  open.push(port);
  return port;
}
const client = (deadlineMs = 5000): TvsClient => createTvsClient({ clock: new ManualClock(), deadlineMs });
const found = (question: TvsQuestion, status = 0): Buffer =>
  frame(2, question.session, Buffer.concat([element(7, Buffer.of(status)), element(8, Buffer.of(0, 3))]));

describe("asking TVS", () => {
  it("gives the verdict, the roles and the certificate that the service has loaded", async () => {
    const port = await serve((question, socket) => socket.write(found(question)));
    const { value, evidence } = await client().vouchesFor(nodeAt({ tvs: port.port }), asked.der);
    expect(value).toMatchObject({ vouches: true, roles: [0, 3], served: { sha256: identity.sha256 } });
    expect(evidence).toMatchObject({ system: "TVS", node: "cucm-pub", at: "2026-11-22T02:00:00.000Z" });
    expect(evidence.source).toContain(`127.0.0.1:${port.port} verify ${asked.sha256.slice(0, 16)}`);
    expect(evidence.excerpt).toContain("status 0, roles 0 3");
    const [question] = port.questions;
    expect(question?.command).toBe(1);
    expect(question?.elements.map((one) => one.tag)).toEqual([1, 2]);
    expect(question?.elements[1]?.value.equals(Buffer.from(asked.der))).toBe(true);
  });

  it("tells a no from a yes", async () => {
    const port = await serve((question, socket) => socket.write(found(question, 1)));
    expect((await client().vouchesFor(nodeAt({ tvs: port.port }), asked.der)).value.vouches).toBe(false);
  });

  it("puts an answer together that comes byte by byte, and ignores what follows it", async () => {
    const port = await serve((question, socket) => {
      for (const byte of found(question)) socket.write(Buffer.of(byte));
      socket.end("trailing");
    });
    expect((await client().vouchesFor(nodeAt({ tvs: port.port }), asked.der)).value.vouches).toBe(true);
  });

  it("asks one question at a time per node, each with its own session", async () => {
    const port = await serve((question, socket) => socket.write(found(question)));
    const tvs = client();
    const node = nodeAt({ tvs: port.port });
    await Promise.all(Array.from({ length: 5 }, () => tvs.vouchesFor(node, asked.der)));
    expect(port.crowd()).toBe(1);
    expect(new Set(port.questions.map((one) => one.session)).size).toBe(5);
  });

  it("goes on with the next question when one has failed", async () => {
    const port = await serve((question, socket) => {
      if (port.questions.length === 1) socket.destroy();
      else socket.write(found(question));
    });
    const tvs = client();
    const node = nodeAt({ tvs: port.port });
    const [first, second] = await Promise.allSettled([
      tvs.vouchesFor(node, asked.der),
      tvs.vouchesFor(node, asked.der),
    ]);
    expect([first?.status, second?.status]).toEqual(["rejected", "fulfilled"]);
  });

  it.each<[string, string, Answer]>([
    [
      "another session's answer",
      "output-not-understood",
      (question, socket) => socket.write(found({ ...question, session: (question.session ^ 1) >>> 0 })),
    ],
    [
      "an echo of the question",
      "output-not-understood",
      (question, socket) => socket.write(frame(1, question.session, element(7, Buffer.of(0)))),
    ],
    ["a status that no source names", "output-not-understood", (question, socket) => socket.write(found(question, 9))],
    ["HTTP", "output-not-understood", (_, socket) => socket.write("HTTP/1.1 400 Bad Request\r\n\r\n")],
    ["half an answer", "output-not-understood", (question, socket) => socket.end(found(question).subarray(0, 12))],
    ["a flood", "output-not-understood", (_, socket) => socket.write(Buffer.alloc(8 * 1024 * 1024, 0x41))],
    ["nothing", "node-unreachable", (_, socket) => socket.destroy()],
  ])("does not take %s for an answer", async (_, code, answer) => {
    const port = await serve(answer);
    await expect(client().vouchesFor(nodeAt({ tvs: port.port }), asked.der)).rejects.toMatchObject({ code });
  });

  it("gives up on a service that is silent or drips, and stops when cancelled", async () => {
    const silent = await serve(() => undefined);
    const node = nodeAt({ tvs: silent.port });
    await expect(client(200).vouchesFor(node, asked.der)).rejects.toMatchObject({ code: "deadline-exceeded" });
    const cancel = new AbortController();
    const hanging = await serve(() => cancel.abort());
    const question = client().vouchesFor(nodeAt({ tvs: hanging.port }), asked.der, { signal: cancel.signal });
    await expect(question).rejects.toMatchObject({ code: "cancelled" });
  });

  it("does not keep anybody waiting who gave up before their turn", async () => {
    const port = await serve(() => undefined);
    const tvs = client(3000);
    const node = nodeAt({ tvs: port.port });
    const first = tvs.vouchesFor(node, asked.der);
    const cancel = new AbortController();
    const second = tvs.vouchesFor(node, asked.der, { signal: cancel.signal });
    cancel.abort();
    await expect(second).rejects.toMatchObject({ code: "cancelled" });
    await port.close();
    open.pop();
    await expect(first).rejects.toMatchObject({ code: "node-unreachable" });
    expect(port.questions.length).toBeLessThanOrEqual(1);
  });

  it("says that a stopped service cannot be reached", async () => {
    const port = await startTvs(identity, () => undefined);
    await port.close();
    await expect(client().vouchesFor(nodeAt({ tvs: port.port }), asked.der)).rejects.toMatchObject({
      code: "node-unreachable",
    });
  });
});
