// TVS on 2445: the frames of Cisco's trace by arithmetic, and honest answers to what phones ask.
import { once } from "node:events";
import { connect, type TLSSocket } from "node:tls";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Lab, startLab } from "../../src/lab/index.ts";
import { command, element, type Frame, tag, takeFrame, writeFrame } from "../../src/lab/surfaces/tvs/frames.ts";

let lab: Lab;
beforeAll(async () => {
  lab = await startLab({ nodes: 2, phones: 0, seed: 9, clockScale: 100 });
});
afterAll(() => lab.close());

const device = { tag: tag.device, value: Buffer.concat([Buffer.from([1]), Buffer.from("CP-8861-SEPB000B4BA0AEE")]) };

async function dial(): Promise<TLSSocket> {
  const { address, ports } = lab.cluster.publisher;
  const socket = connect({ host: address, port: ports.tvs, rejectUnauthorized: false });
  await once(socket, "secureConnect");
  return socket;
}

function nextFrame(socket: TLSSocket): Promise<Frame | "closed"> {
  return new Promise((resolve) => {
    let kept: Buffer = Buffer.alloc(0);
    const take = (bytes: Buffer): void => {
      kept = Buffer.concat([kept, bytes]);
      const taken = takeFrame(kept);
      if (typeof taken === "string") return;
      socket.off("data", take);
      resolve(taken.frame);
    };
    socket.on("data", take);
    socket.on("error", () => undefined);
    socket.once("close", () => resolve("closed"));
  });
}

async function ask(frame: Frame, pieces = 1): Promise<Frame | "closed"> {
  const socket = await dial();
  const answer = nextFrame(socket);
  const bytes = writeFrame(frame);
  const size = Math.ceil(bytes.length / pieces);
  socket.setNoDelay(true);
  for (let at = 0; at < bytes.length; at += size) {
    await new Promise<void>((resolve) => socket.write(bytes.subarray(at, at + size), () => resolve()));
  }
  const got = await answer;
  socket.destroy();
  return got;
}

const verify = (der: Uint8Array): Frame => ({
  command: command.verifyRequest,
  session: 0x3e9,
  elements: [device, { tag: tag.certificate, value: der }],
});
const status = (frame: Frame | "closed"): number | undefined =>
  frame === "closed" ? undefined : element(frame, tag.status)?.[0];

describe("frames", () => {
  it("add up to the 1480 bytes of Cisco's trace", () => {
    const bytes = writeFrame({
      command: command.queryResponse,
      session: 0x3e9,
      elements: [
        { tag: tag.status, value: Buffer.from([0]) },
        { tag: tag.certificate, value: Buffer.alloc(1451) },
        { tag: tag.roles, value: Buffer.from([0, 3]) },
        { tag: tag.ttl, value: Buffer.from([0, 1, 0x51, 0x80]) },
      ],
    });
    expect(bytes.length).toBe(1480);
    expect(bytes.subarray(0, 10).toString("hex")).toBe("570104f7000003e905be");
  });

  it("begin a request with the bytes of Cisco's trace", () => {
    const bytes = writeFrame({
      command: command.queryRequest,
      session: 0x3e9,
      elements: [{ tag: 3, value: Buffer.alloc(140) }],
    });
    expect(bytes.subarray(0, 10).toString("hex")).toBe("57010300000003e9008f");
  });

  it("are not taken before they are whole, and not at all when they lie about a length", () => {
    const whole = writeFrame(verify(Buffer.alloc(100)));
    for (const cut of [0, 1, 9, 10, 50, whole.length - 1]) expect(takeFrame(whole.subarray(0, cut))).toBe("more");
    const lying = Buffer.from(whole);
    lying.writeUInt16BE(60_000, 11);
    expect(takeFrame(lying)).toBe("broken");
    expect(takeFrame(Buffer.from("GET / HTTP/1.1\r\n\r\n"))).toBe("broken");
  });
});

describe("answers", () => {
  it("vouches for a certificate of the cluster, with its roles and a day to live", async () => {
    const own = lab.cluster.publisher.own.get("CallManager");
    const answer = await ask(verify(own?.der ?? Buffer.alloc(0)));
    expect(status(answer)).toBe(0);
    if (answer === "closed") throw new Error("closed");
    expect(answer.session).toBe(0x3e9);
    expect(answer.command).toBe(command.verifyResponse);
    expect([...(element(answer, tag.roles) ?? [])]).toEqual([...(own?.roles ?? [])]);
    expect(Buffer.from(element(answer, tag.ttl) ?? []).readUInt32BE()).toBe(86_400);
  });

  it("does not vouch for what it does not know", async () => {
    const other = await startLab({ nodes: 1, phones: 0, seed: 1234 });
    const stranger = other.cluster.publisher.own.get("TVS")?.der ?? Buffer.alloc(0);
    await other.close();
    expect(status(await ask(verify(stranger)))).toBe(1);
    expect(status(await ask(verify(Buffer.from("not a certificate"))))).toBe(1);
  });

  it("finds a certificate by issuer and serial and sends it along", async () => {
    const own = lab.cluster.publisher.own.get("CAPF");
    const answer = await ask({
      command: command.queryRequest,
      session: 7,
      elements: [
        device,
        { tag: tag.issuer, value: Buffer.from((own?.issuer ?? "").replace(/,/g, ";")) },
        { tag: tag.serial, value: Buffer.from((own?.serial ?? "").padStart(32, "0"), "hex") },
      ],
    });
    expect(status(answer)).toBe(0);
    if (answer === "closed") throw new Error("closed");
    expect(Buffer.from(element(answer, tag.certificate) ?? []).equals(Buffer.from(own?.der ?? []))).toBe(true);
  });

  it("bears elements in any order, unknown tags, and a question in many pieces", async () => {
    const der = lab.cluster.publisher.own.get("tomcat")?.der ?? Buffer.alloc(0);
    const elements = [{ tag: 200, value: Buffer.from("?") }, { tag: tag.certificate, value: der }, device];
    expect(status(await ask({ command: command.verifyRequest, session: 1, elements }, 7))).toBe(0);
  });

  it("hangs up on anything that is no question", async () => {
    expect(await ask({ command: 99, session: 1, elements: [] })).toBe("closed");
    const socket = await dial();
    const gone = once(socket, "close");
    socket.on("error", () => undefined);
    socket.write("GET / HTTP/1.1\r\n\r\n");
    await gone;
  });
});
