// What the authentication servers of 802.1X (ISE, ASA, FreeRADIUS) offer to checks and actions, as types.
import type { AuthenticationServer } from "../domain/cluster.ts";
import type { CallOptions, Observed } from "./ports.ts";

/** An authority that the server trusts. ASA prints no fingerprint: serial and names are all there is. */
export interface TrustedAuthority {
  readonly commonName: string;
  /** As the server writes it. */
  readonly subject: string;
  /** Lower-case hexadecimal without leading zeros; empty when the server does not say. */
  readonly serial: string;
  /** Lower-case hexadecimal. */
  readonly sha256?: string;
  /** ISO 8601. */
  readonly notAfter?: string;
  /** Clients that show certificates of this authority are let in. ISE may hold it for something else, or switched off. */
  readonly forClients: boolean;
}

export interface AuthenticationServers {
  /** Whom the server trusts. A refused login is not tried again for half an hour. */
  trusted(server: AuthenticationServer, options?: CallOptions): Promise<Observed<readonly TrustedAuthority[]>>;
  close(): void;
}
