// What the authentication servers of 802.1X (ISE, ASA, FreeRADIUS) offer to checks and actions, as types.
import type { AuthenticationServer } from "../domain/cluster.ts";
import type { TrustedAuthority } from "../trust/lsc-issuers.ts";
import type { CallOptions, Observed } from "./ports.ts";

export type { TrustedAuthority };

export interface AuthenticationServers {
  /** Whom the server trusts. A refused login is not tried again for half an hour. */
  trusted(server: AuthenticationServer, options?: CallOptions): Promise<Observed<readonly TrustedAuthority[]>>;
  close(): void;
}
