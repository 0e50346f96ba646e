// The questions a phone asks a Trust Verification Service, over TLS 2445.
import { randomInt } from "node:crypto";
import type { TLSSocket } from "node:tls";
import { overTls } from "./phone-network.ts";

/** Verify: "is this certificate good?" Query: "give me the certificate of this name and serial, if it is good." */
export type TvsQuestion =
  | { readonly certificate: Uint8Array }
  | { readonly subject: string; readonly issuer: string; readonly serial: string };

export interface TvsReply {
  /** DER of the certificate that the TVS port presented. */
  readonly served: Uint8Array;
  readonly vouches: boolean;
  readonly roles: readonly number[];
  /** DER, in the answer to a query. */
  readonly certificate?: Uint8Array;
}

/** Undefined when the service could not be reached or talked nonsense. */
export function askTvs(
  address: string,
  port: number,
  device: string,
  question: TvsQuestion,
  signal: AbortSignal,
): Promise<TvsReply | undefined> {
  return overTls(address, port, signal, async (socket, served) => {
    const session = randomInt(1, 0x10000);
    socket.write(frame(session, device, question));
    return { served, ...readAnswer(await readFrame(socket), session, command(question) + 1) };
  });
}

const command = (question: TvsQuestion): number => ("certificate" in question ? 1 : 3);

/** Names end with a NUL, serials are raw bytes: the lengths of the dump in Cisco document 213407 add up so. */
const text = (value: string): Buffer => Buffer.from(`${value}\0`);

/*
 * The frame: 57 01 command 00, session (4), length (2), then elements of tag (1), length (2), value. The protocol of port 2445 as
 * usecallmanagernz/daemons describes it and a hex dump in Cisco document 213407 agrees with.
 */
function frame(session: number, device: string, question: TvsQuestion): Buffer {
  const asked =
    "certificate" in question
      ? [tvsElement(2, Buffer.from(question.certificate))]
      : [
          tvsElement(3, text(question.subject)),
          tvsElement(4, text(question.issuer)),
          tvsElement(5, Buffer.from(question.serial.padStart(32, "0"), "hex")),
        ];
  const body = Buffer.concat([tvsElement(1, Buffer.concat([Buffer.of(1), Buffer.from(device)])), ...asked]);
  const head = Buffer.from([0x57, 1, command(question), 0, 0, 0, 0, 0, 0, 0]);
  head.writeUInt32BE(session, 4);
  head.writeUInt16BE(body.length, 8);
  return Buffer.concat([head, body]);
}

function tvsElement(tag: number, value: Buffer): Buffer {
  const head = Buffer.of(tag, 0, 0);
  head.writeUInt16BE(value.length, 1);
  return Buffer.concat([head, value]);
}

async function readFrame(socket: TLSSocket): Promise<Buffer> {
  let got = Buffer.alloc(0);
  for await (const part of socket as AsyncIterable<Buffer>) {
    got = Buffer.concat([got, part]);
    if (got.length >= 10 && got.length >= 10 + got.readUInt16BE(8)) return got;
  }
  throw new Error("the connection closed before the answer was whole");
}

function readAnswer(frame: Buffer, session: number, expected: number): Omit<TvsReply, "served"> {
  if (frame[0] !== 0x57 || frame[2] !== expected || frame.readUInt32BE(4) !== session)
    throw new Error("not the answer");
  const end = 10 + frame.readUInt16BE(8);
  let vouches = false;
  let roles: readonly number[] = [];
  let certificate: Uint8Array | undefined;
  for (let at = 10; at + 3 <= end; ) {
    const value = frame.subarray(at + 3, Math.min(end, at + 3 + frame.readUInt16BE(at + 1)));
    if (frame[at] === 7) vouches = value[0] === 0;
    if (frame[at] === 2) certificate = new Uint8Array(value);
    if (frame[at] === 8) roles = [...value];
    at += 3 + frame.readUInt16BE(at + 1);
  }
  return { vouches, roles, ...(certificate && { certificate }) };
}
