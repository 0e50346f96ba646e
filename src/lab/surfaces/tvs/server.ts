// The Trust Verification Service of a node: answers what phones ask on 2445, from the node's certificate database.
import type { Socket } from "node:net";
import type { LabNode, TvsVerdict } from "../../model.ts";
import { dawdle, flood, garbage } from "../weather.ts";
import { command, element, type Frame, tag, takeFrame, writeFrame } from "./frames.ts";

const found = Buffer.from([0]);
const notFound = Buffer.from([1]);

const text = (value: Uint8Array | undefined): string =>
  Buffer.from(value ?? [])
    .toString("utf8")
    .replace(/\0+$/, "");
/** Serial numbers travel as raw bytes; ours are lower-case hex without leading zeros. */
const serial = (value: Uint8Array | undefined): string =>
  Buffer.from(value ?? [])
    .toString("hex")
    .replace(/^0+(?=.)/, "");

function verdictOf(node: LabNode, frame: Frame): TvsVerdict {
  const der = element(frame, tag.certificate);
  if (frame.command === command.verifyRequest && der !== undefined) return node.tvsVerify(der);
  const issuer = text(element(frame, tag.issuer) ?? element(frame, tag.subject)).replace(/;/g, ",");
  return node.tvsQuery(issuer, serial(element(frame, tag.serial)));
}

function answerTo(node: LabNode, frame: Frame): Buffer {
  const verdict = verdictOf(node, frame);
  const elements: { tag: number; value: Uint8Array }[] = [{ tag: tag.status, value: verdict.found ? found : notFound }];
  if (verdict.found) {
    const der = frame.command === command.queryRequest ? verdict.certificate?.der : undefined;
    if (der !== undefined) elements.push({ tag: tag.certificate, value: Buffer.from(der) });
    const ttl = Buffer.alloc(4);
    ttl.writeUInt32BE(verdict.ttlSeconds);
    elements.push({ tag: tag.roles, value: Buffer.from(verdict.roles) }, { tag: tag.ttl, value: ttl });
  }
  return writeFrame({ command: frame.command + 1, session: frame.session, elements });
}

/** Serves one connection; several questions may follow each other. Anything that is no TVS question ends it. */
export function talkTvs(node: LabNode, socket: Socket): void {
  let kept: Buffer = Buffer.alloc(0);
  let busy = false;
  const work = async (): Promise<void> => {
    for (;;) {
      const taken = takeFrame(kept);
      if (taken === "more") return;
      if (
        taken === "broken" ||
        (taken.frame.command !== command.verifyRequest && taken.frame.command !== command.queryRequest)
      ) {
        socket.destroy();
        return;
      }
      kept = taken.rest;
      await dawdle(node);
      if (node.network === "garbage") socket.end(garbage());
      else if (node.network === "flood") await flood(socket);
      else socket.write(answerTo(node, taken.frame));
    }
  };
  socket.setTimeout(30_000, () => socket.destroy());
  socket.on("error", () => socket.destroy());
  socket.on("data", (bytes: Buffer) => {
    kept = Buffer.concat([kept, bytes]);
    if (busy) return;
    busy = true;
    work()
      .catch(() => socket.destroy())
      .finally(() => {
        busy = false;
      });
  });
}
