// Cookies of the web chat: one way to read and write them.

/** The value of a cookie by its exact name; `header`: all of them, as they were sent. */
export function cookieOf(header: string | null | undefined, wanted: string): string | undefined {
  for (const part of (header ?? "").split(";")) {
    const equals = part.indexOf("=");
    if (part.slice(0, Math.max(equals, 0)).trim() === wanted) return part.slice(equals + 1).trim();
  }
  return undefined;
}

/**
 * Lax: sent when somebody comes back from the identity provider, never with a form or script of another page. Behind https
 * the name's prefix makes browsers refuse it from any other host, path or from plain http (RFC 6265bis, 4.1.3.2).
 */
export const visitCookie = (name: string, value: string, seconds: number, secure: boolean): string =>
  `${visitName(name, secure)}=${value}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${seconds}${secure ? "; Secure" : ""}`;

export const visitName = (name: string, secure: boolean): string => (secure ? `__Host-${name}` : name);
