// Who may talk to the listener at all: the right Host (DNS rebinding) and, for anything that changes, the right Origin.

export interface GuardOptions {
  /** Names that this listener answers to, with or without a port, for example `certops.example.com`. */
  readonly hosts: readonly string[];
  readonly port: number;
  /** True when bound to loopback: localhost, 127.0.0.1 and [::1] are then its names. */
  readonly loopback: boolean;
}

export type Refused = "wrong-host" | "wrong-origin";

const loopbackNames = ["localhost", "127.0.0.1", "[::1]"];

/**
 * A browser on a page of somebody else's can reach a loopback listener through a name that resolves to 127.0.0.1; its
 * Host header then carries that name. Its own requests carry our Origin; others carry theirs, or say `cross-site`.
 */
export function refuse(headers: Headers, method: string, options: GuardOptions): Refused | undefined {
  const host = (headers.get("host") ?? "").toLowerCase();
  if (!hostAllowed(host, options)) return "wrong-host";
  const origin = headers.get("origin");
  const reads = method === "GET" || method === "HEAD";
  if (origin !== null) {
    const parsed = URL.canParse(origin) ? new URL(origin) : undefined;
    if (parsed === undefined || (parsed.protocol !== "http:" && parsed.protocol !== "https:")) return "wrong-origin";
    if (parsed.host !== host && !defaultPortOf(parsed, host)) return "wrong-origin";
    return undefined;
  }
  // Browsers name the Origin of every POST; one without it is not our page.
  if (!reads) return "wrong-origin";
  const site = headers.get("sec-fetch-site");
  const navigation = headers.get("sec-fetch-mode") === "navigate";
  if (site !== null && site !== "same-origin" && site !== "none" && !navigation) return "wrong-origin";
  return undefined;
}

function hostAllowed(host: string, options: GuardOptions): boolean {
  const names = [...(options.loopback ? loopbackNames : []), ...options.hosts.map((name) => name.toLowerCase())];
  return names.some((name) => host === name || host === `${name}:${options.port}`);
}

const defaultPortOf = (origin: URL, host: string): boolean =>
  origin.port === "" && (host === `${origin.hostname}:443` || host === `${origin.hostname}:80`);

export const isLoopback = (bind: string): boolean => bind === "localhost" || bind === "::1" || /^127\./.test(bind);
