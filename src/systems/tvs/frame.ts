// The frames of the Trust Verification Service: what a phone asks on port 2445 and what comes back.
// Source: a trace in Cisco document 213407 (lengths add up: 10 + 143 and 10 + 1470) and usecallmanagernz/daemons.

const PROTOCOL = 0x57;
const VERSION = 0x01;
const HEADER = 10;

export const tvsCommand = { verify: 1, verified: 2, query: 3, queried: 4 } as const;
const tag = { device: 1, certificate: 2, status: 7, roles: 8, timeToLive: 9 } as const;

/** Everything after the header fits its two length bytes. */
export const largestFrame = HEADER + 0xffff;

export interface TvsReply {
  readonly command: number;
  readonly session: number;
  /** 0 = valid or found, 1 = not. */
  readonly status: number;
  readonly roles: readonly number[];
  readonly certificate?: Uint8Array;
  /** Seconds for which a phone keeps the answer. */
  readonly timeToLive?: number;
}

/** `header` and `length`: no such frame. `missing`: a needed element is not there. */
export class TvsFrameFault extends Error {
  constructor(why: string) {
    super(why);
    this.name = "TvsFrameFault";
  }
}

/** A request to verify `certificate` (DER). `device` is model and name as a phone gives them, `CP-8861-SEP...`. */
export function verifyRequest(session: number, device: string, certificate: Uint8Array): Uint8Array {
  const elements = Buffer.concat([
    element(tag.device, Buffer.concat([Buffer.of(1), Buffer.from(device, "latin1")])),
    element(tag.certificate, certificate),
  ]);
  if (elements.length > 0xffff) throw new TvsFrameFault("the certificate does not fit a frame");
  const header = Buffer.alloc(HEADER);
  header.writeUInt8(PROTOCOL, 0);
  header.writeUInt8(VERSION, 1);
  header.writeUInt8(tvsCommand.verify, 2);
  header.writeUInt32BE(session, 4);
  header.writeUInt16BE(elements.length, 8);
  return Buffer.concat([header, elements]);
}

/** The bytes of the frame that `bytes` begins with: undefined while its header is incomplete. Throws TvsFrameFault. */
export function frameLength(bytes: Buffer): number | undefined {
  if (bytes.length > 0 && bytes.readUInt8(0) !== PROTOCOL) throw new TvsFrameFault("does not begin with 57");
  if (bytes.length < HEADER) return undefined;
  // A real response carries f7 in the fourth byte, so nothing is concluded from it.
  if (bytes.readUInt8(1) !== VERSION) throw new TvsFrameFault(`version ${bytes.readUInt8(1)}`);
  return HEADER + bytes.readUInt16BE(8);
}

/** Reads one whole response. Elements may come in any order, unknown ones are skipped, the first of a kind counts. */
export function readReply(frame: Buffer): TvsReply {
  const length = frameLength(frame);
  if (length === undefined || frame.length < length) throw new TvsFrameFault("cut off");
  const elements = new Map<number, Buffer>();
  let at = HEADER;
  while (at < length) {
    if (at + 3 > length) throw new TvsFrameFault("an element is cut off");
    const end = at + 3 + frame.readUInt16BE(at + 1);
    if (end > length) throw new TvsFrameFault("an element is longer than the frame");
    const kind = frame.readUInt8(at);
    if (!elements.has(kind)) elements.set(kind, frame.subarray(at + 3, end));
    at = end;
  }
  const status = elements.get(tag.status);
  if (status === undefined || status.length !== 1) throw new TvsFrameFault("no status");
  const certificate = elements.get(tag.certificate);
  const timeToLive = elements.get(tag.timeToLive);
  return {
    command: frame.readUInt8(2),
    session: frame.readUInt32BE(4),
    status: status.readUInt8(0),
    roles: [...(elements.get(tag.roles) ?? [])],
    ...(certificate === undefined ? {} : { certificate: Uint8Array.from(certificate) }),
    ...(timeToLive?.length === 4 ? { timeToLive: timeToLive.readUInt32BE(0) } : {}),
  };
}

function element(kind: number, value: Uint8Array): Buffer {
  if (value.length > 0xffff) throw new TvsFrameFault("an element is longer than 65,535 bytes");
  const head = Buffer.alloc(3);
  head.writeUInt8(kind, 0);
  head.writeUInt16BE(value.length, 1);
  return Buffer.concat([head, value]);
}
