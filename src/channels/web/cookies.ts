// Cookies of the web chat: one way to read and write them.

/** The value of a cookie by its exact name. */
export function cookieOf(request: Request, wanted: string): string | undefined {
  for (const part of (request.headers.get("cookie") ?? "").split(";")) {
    const [name, ...rest] = part.split("=");
    if (name?.trim() === wanted) return rest.join("=").trim();
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
