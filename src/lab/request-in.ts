// What the practice world's REST and SOAP doors read of a request alike: its bounded body and its Basic authentication.
import { createHash, timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";

/** The whole body as UTF-8; undefined when it is longer than `largest` bytes. */
export async function bodyOf(request: IncomingMessage, largest: number): Promise<string | undefined> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request) {
    if (!Buffer.isBuffer(part)) continue;
    size += part.length;
    if (size > largest) return undefined;
    parts.push(part);
  }
  return Buffer.concat(parts).toString("utf8");
}

/** `user:password` of the Authorization header; undefined when there is none. */
export function basicOf(request: IncomingMessage): string | undefined {
  const basic = /^Basic ([A-Za-z0-9+/=]+)$/.exec(request.headers.authorization ?? "")?.[1];
  return basic === undefined ? undefined : Buffer.from(basic, "base64").toString("utf8");
}

/** The account that these credentials open, compared in constant time. */
export const holderOf = <A extends { readonly user: string; readonly password: string }>(
  given: string | undefined,
  accounts: readonly A[],
): A | undefined =>
  given === undefined
    ? undefined
    : accounts.find(({ user, password }) => timingSafeEqual(digest(given), digest(`${user}:${password}`)));

const digest = (text: string): Buffer => createHash("sha256").update(text).digest();
