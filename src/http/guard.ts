// Who may talk to the listener at all: the right Host (DNS rebinding) and, for anything that changes, the right Origin.

import type { IncomingHttpHeaders } from "node:http";

export interface GuardOptions {
  /** Names that this listener answers to, with or without a port, for example `certops.example.com`. */
  readonly hosts: readonly string[];
  readonly port: number;
  /** True when bound to loopback: localhost, 127.0.0.1 and [::1] are then its names. */
  readonly loopback: boolean;
}

export type Refused = "wrong-host" | "wrong-origin";

/** 421: "misdirected request" (RFC 9110, 15.5.20). */
export const refusedStatus = { "wrong-host": 421, "wrong-origin": 403 } as const;

/** Undefined: they may speak. */
export type Guard = (headers: IncomingHttpHeaders, method: string) => Refused | undefined;

const loopbackNames = ["localhost", "127.0.0.1", "[::1]"];

/**
 * A browser on a page of somebody else's can reach a loopback listener through a name that resolves to 127.0.0.1; its
 * Host header then carries that name. Its own requests carry our Origin; others carry theirs, or say `cross-site`.
 */
export function createGuard({ hosts, port, loopback }: GuardOptions): Guard {
  const names = [...(loopback ? loopbackNames : []), ...hosts.map((name) => name.toLowerCase())];
  const known = new Set(names.flatMap((name) => [name, `${name}:${port}`]));
  return (headers, method) => {
    const host = (headers.host ?? "").toLowerCase();
    if (!known.has(host)) return "wrong-host";
    const { origin } = headers;
    if (origin !== undefined) return isOurs(origin, host) ? undefined : "wrong-origin";
    // Browsers name the Origin of every POST; one without it is not our page.
    if (method !== "GET" && method !== "HEAD") return "wrong-origin";
    const site = headers["sec-fetch-site"];
    const navigation = headers["sec-fetch-mode"] === "navigate";
    if (site !== undefined && site !== "same-origin" && site !== "none" && !navigation) return "wrong-origin";
    return undefined;
  };
}

function isOurs(origin: string, host: string): boolean {
  // As browsers write it; parsing an address costs more than all other checks together.
  if (origin === `http://${host}` || origin === `https://${host}`) return true;
  const parsed = URL.canParse(origin) ? new URL(origin) : undefined;
  if (parsed === undefined || (parsed.protocol !== "http:" && parsed.protocol !== "https:")) return false;
  return parsed.host === host || defaultPortOf(parsed, host);
}

const defaultPortOf = (origin: URL, host: string): boolean =>
  origin.port === "" && (host === `${origin.hostname}:443` || host === `${origin.hostname}:80`);

export const isLoopback = (bind: string): boolean => bind === "localhost" || bind === "::1" || /^127\./.test(bind);
