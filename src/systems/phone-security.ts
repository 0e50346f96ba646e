// What AXL offers about the security of phones: profiles, LSCs, CAPF operations, pools; as types, for checks and actions.
import type { LscProof } from "../domain/plan.ts";
import type { CallOptions, ChangeOptions, Observed, Transcript } from "./ports.ts";

/** The security side of one configured phone. Values are CUCM's own words (AXL XPhone). */
export interface PhoneSecurity {
  readonly name: string;
  readonly model: string;
  readonly protocol: string;
  readonly devicePool: string;
  readonly securityProfile: string;
  /** `No Pending Operation`, `Install/Upgrade`, `Delete`, `Troubleshoot`. */
  readonly certificateOperation: string;
  readonly authenticationMode: string;
  readonly keyOrder: string;
  readonly keySize: string;
  /** `None`, `Operation Pending`, `Upgrade Success`, `Upgrade Failed: …` (XCertificateStatus). */
  readonly certificateStatus: string;
}

/** What the database remembers of a phone's LSC; CUCM keeps no copy of the certificate. */
export interface PhoneLsc {
  readonly name: string;
  /** As CUCM wrote it, for example `CN=CAPF-0bc17206,OU=…`; empty when the release does not keep it. */
  readonly issuer: string;
  /** ISO 8601; empty when the phone has no LSC. */
  readonly validUntil: string;
}

export interface SecurityProfile {
  readonly name: string;
  readonly phoneType: string;
  readonly protocol: string;
  /** `Non Secure`, `Authenticated`, `Encrypted`. */
  readonly mode: string;
  /** `TCP`, `UDP`, `TCP+UDP`, `TLS`. */
  readonly transport: string;
  /** Every plain field as AXL gave it, for a copy that differs in nothing but its name and mode. */
  readonly fields: Readonly<Record<string, string>>;
}

export interface DevicePool {
  readonly name: string;
  /** Its Cisco Unified CM group. */
  readonly group: string;
}

export interface LscRequest {
  readonly by: LscProof;
  readonly keyOrder: string;
  readonly keySize: number;
  /** Milliseconds; CUCM gives the operation up then. */
  readonly until: number;
}

/** Changes are sent at most once; HTTP 503 is a refusal (`rate-limited`, nothing was done). */
export interface PhoneSecurityClient {
  /** In the order of `names`; a phone that is not configured (any more) is left out. */
  phones(names: readonly string[], options?: CallOptions): Promise<Observed<readonly PhoneSecurity[]>>;
  lscs(options?: CallOptions): Promise<Observed<readonly PhoneLsc[]>>;
  profiles(options?: CallOptions): Promise<Observed<readonly SecurityProfile[]>>;
  profile(name: string, options?: CallOptions): Promise<Observed<SecurityProfile | undefined>>;
  pools(options?: CallOptions): Promise<Observed<readonly DevicePool[]>>;
  /** A copy of `source` as it was read, Non Secure, with a transport that this mode allows. */
  addNonSecureCopy(source: SecurityProfile, name: string, options?: ChangeOptions): Promise<Transcript>;
  /** CUCM refuses it (`server-fault`) while a phone has the profile, and for its own standard profiles. */
  removeProfile(name: string, options?: ChangeOptions): Promise<Transcript>;
  setProfile(phone: string, profile: string, options?: ChangeOptions): Promise<Transcript>;
  requestLsc(phone: string, request: LscRequest, options?: ChangeOptions): Promise<Transcript>;
  /** *Apply Config*: a registered phone fetches its configuration and restarts if it must. */
  apply(phone: string, options?: ChangeOptions): Promise<Transcript>;
}
