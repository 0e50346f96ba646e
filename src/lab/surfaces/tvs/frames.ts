// TVS frames on the wire: 57 01 command, one byte, session id (4), length (2), then elements of tag (1), length (2), value.
export const command = { verifyRequest: 1, verifyResponse: 2, queryRequest: 3, queryResponse: 4 } as const;
export const tag = {
  device: 1,
  certificate: 2,
  subject: 3,
  issuer: 4,
  serial: 5,
  status: 7,
  roles: 8,
  ttl: 9,
} as const;

export interface Frame {
  readonly command: number;
  /** Chosen by the asker, given back in the answer. */
  readonly session: number;
  readonly elements: readonly { readonly tag: number; readonly value: Uint8Array }[];
}

const headerBytes = 10;
const discriminator = 0x57;
/** Seen in a real CUCM's answers (Cisco 213407); askers ignore it. */
const responseByte = 0xf7;

/** The first value of an element; order is free. */
export const element = (frame: Frame, wanted: number): Uint8Array | undefined =>
  frame.elements.find((one) => one.tag === wanted)?.value;

export function writeFrame(frame: Frame): Buffer {
  const parts = frame.elements.map(({ tag: kind, value }) => {
    const head = Buffer.alloc(3);
    head.writeUInt8(kind, 0);
    head.writeUInt16BE(value.length, 1);
    return Buffer.concat([head, value]);
  });
  const body = Buffer.concat(parts);
  const head = Buffer.alloc(headerBytes);
  head.writeUInt8(discriminator, 0);
  head.writeUInt8(1, 1);
  head.writeUInt8(frame.command, 2);
  head.writeUInt8(frame.command % 2 === 0 ? responseByte : 0, 3);
  head.writeUInt32BE(frame.session, 4);
  head.writeUInt16BE(body.length, 8);
  return Buffer.concat([head, body]);
}

/**
 * Takes one frame off the front of what has arrived. `"more"`: not whole yet; `"broken"`: not TVS, hang up.
 * The length field allows 64 KiB, which also bounds what is kept.
 */
export function takeFrame(bytes: Buffer): { frame: Frame; rest: Buffer } | "more" | "broken" {
  if (bytes.length > 0 && bytes[0] !== discriminator) return "broken";
  if (bytes.length < headerBytes) return "more";
  const length = bytes.readUInt16BE(8);
  if (bytes.length < headerBytes + length) return "more";
  const body = bytes.subarray(headerBytes, headerBytes + length);
  const elements: { tag: number; value: Uint8Array }[] = [];
  let at = 0;
  while (at < body.length) {
    if (at + 3 > body.length) return "broken";
    const end = at + 3 + body.readUInt16BE(at + 1);
    if (end > body.length) return "broken";
    elements.push({ tag: body.readUInt8(at), value: body.subarray(at + 3, end) });
    at = end;
  }
  const frame = { command: bytes.readUInt8(2), session: bytes.readUInt32BE(4), elements };
  return { frame, rest: bytes.subarray(headerBytes + length) };
}
