// Reads the unencrypted beginning of a TLS 1.2 answer: the certificates in the order they were served, the CAs it accepts, and alerts.

const RECORD = { changeCipherSpec: 20, alert: 21, handshake: 22 } as const;
const CERTIFICATE = 11;
const CERTIFICATE_REQUEST = 13;
/** A certificate message may be 16 MiB by the protocol; CUCM's chains are under 10 KiB. */
const MAX_BYTES = 256 * 1024;

/** TLS alert descriptions (RFC 5246, section 7.2) that say "nothing in common". */
export const alerts = { handshakeFailure: 40, protocolVersion: 70, insufficientSecurity: 71 } as const;

/**
 * Looks at a server's bytes as they come. It never throws: bytes that are no TLS leave `certificates` undefined.
 * In TLS 1.3 the certificate is encrypted, so only alerts are seen.
 */
export class TlsTap {
  #pending: Buffer = Buffer.alloc(0);
  #handshake: Buffer = Buffer.alloc(0);
  #seen = 0;
  #done = false;
  #certificates: readonly Uint8Array[] | undefined;
  #authorities: readonly Uint8Array[] | undefined;
  #alert: number | undefined;

  /** DER, leaf first, as served. */
  get certificates(): readonly Uint8Array[] | undefined {
    return this.#certificates;
  }

  /** Names (DER) of the CAs whose client certificates the server says it accepts; undefined while it has asked for none, empty when it names nobody. */
  get authorities(): readonly Uint8Array[] | undefined {
    return this.#authorities;
  }

  /** The description of the first alert that was sent in the clear. */
  get alert(): number | undefined {
    return this.#alert;
  }

  see(chunk: Buffer): void {
    if (this.#done) return;
    this.#seen += chunk.length;
    if (this.#seen > MAX_BYTES) {
      this.#done = true;
      return;
    }
    this.#pending = Buffer.concat([this.#pending, chunk]);
    while (!this.#done && this.#pending.length >= 5) {
      const length = this.#pending.readUInt16BE(3);
      if (this.#pending.length < 5 + length) return;
      this.#record(this.#pending.readUInt8(0), this.#pending.subarray(5, 5 + length));
      this.#pending = this.#pending.subarray(5 + length);
    }
  }

  #record(type: number, body: Buffer): void {
    if (type === RECORD.alert && body.length === 2) {
      this.#alert ??= body.readUInt8(1);
      this.#done = true;
    } else if (type === RECORD.handshake) {
      this.#handshake = Buffer.concat([this.#handshake, body]);
      this.#messages();
    } else if (type === RECORD.changeCipherSpec || type < 20 || type > 23) {
      this.#done = true;
    }
  }

  #messages(): void {
    let at = 0;
    while (this.#handshake.length >= at + 4) {
      const length = this.#handshake.readUIntBE(at + 1, 3);
      if (this.#handshake.length < at + 4 + length) break;
      const body = this.#handshake.subarray(at + 4, at + 4 + length);
      const message = this.#handshake.readUInt8(at);
      if (message === CERTIFICATE) this.#certificates ??= certificatesIn(body);
      if (message === CERTIFICATE_REQUEST) this.#authorities ??= authoritiesIn(body);
      at += 4 + length;
    }
    this.#handshake = this.#handshake.subarray(at);
  }
}

/** RFC 5246, section 7.4.2: a list of certificates, each with a length of three bytes. Damaged tails are left out. */
function certificatesIn(body: Buffer): readonly Uint8Array[] {
  const found: Uint8Array[] = [];
  let at = 3;
  while (at + 3 <= body.length) {
    const length = body.readUIntBE(at, 3);
    if (length === 0 || at + 3 + length > body.length) break;
    found.push(Uint8Array.from(body.subarray(at + 3, at + 3 + length)));
    at += 3 + length;
  }
  return found;
}

/** RFC 5246, section 7.4.4: certificate types, signature algorithms, then names, each with a length of two bytes. Damaged tails are left out. */
function authoritiesIn(body: Buffer): readonly Uint8Array[] {
  const found: Uint8Array[] = [];
  const types = body[0] ?? 0;
  if (body.length < 3 + types) return found;
  const algorithms = body.readUInt16BE(1 + types);
  let at = 1 + types + 2 + algorithms + 2;
  while (at + 2 <= body.length) {
    const length = body.readUInt16BE(at);
    if (length === 0 || at + 2 + length > body.length) break;
    found.push(Uint8Array.from(body.subarray(at + 2, at + 2 + length)));
    at += 2 + length;
  }
  return found;
}
