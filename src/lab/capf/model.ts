// The security side of the practice cluster's phones: certificates, CAPF records, security profiles, and who changes them.

/** A certificate in a phone. `commonName`: `CP-8841-SEP001122334455`. Times in lab milliseconds. */
export interface PhoneCertificate {
  readonly kind: "lsc" | "mic";
  readonly subject: string;
  readonly commonName: string;
  readonly issuer: string;
  readonly serial: string;
  readonly notBefore: number;
  readonly notAfter: number;
  readonly keyType: "RSA" | "EC";
  readonly der: Uint8Array;
}

/** The CAPF section of a phone's record in the database, in AXL's words. */
export interface CapfRecord {
  readonly certificateOperation: string;
  readonly authenticationMode: string;
  readonly keySize: string;
  readonly keyOrder: string;
  readonly certificateStatus: string;
  /** Lab milliseconds. */
  readonly upgradeFinishTime?: number;
}

/** A phone security profile; fields and values as AXL has them. */
export interface LabSecurityProfile {
  readonly phoneType: string;
  readonly protocol: string;
  readonly name: string;
  readonly description: string;
  readonly deviceSecurityMode: string;
  readonly authenticationMode: string;
  readonly keySize: string;
  readonly keyOrder: string;
  readonly tftpEncryptedConfig: string;
  readonly nonceValidityTime: string;
  readonly transportType: string;
  readonly sipPhonePort: string;
  readonly enableDigestAuthentication: string;
}

/** The database's view of the phones' security. What it refuses throws LabRefusal. */
export interface LabPhoneSecurity {
  profiles(): readonly LabSecurityProfile[];
  profile(name: string): LabSecurityProfile | undefined;
  addProfile(profile: LabSecurityProfile): void;
  /** Throws LabRefusal while a phone has it, and for CUCM’s own. */
  removeProfile(name: string): void;
  /** What the phone shows in TLS (its LSC, without one its MIC), with its key (PKCS#8 PEM). Throws LabRefusal for an unknown phone. */
  tlsIdentity(phone: string): Promise<{ readonly der: Uint8Array; readonly keyPem: string }>;
  /** The record as it is now; undefined when there is no such phone. */
  capfOf(phone: string): CapfRecord | undefined;
  update(
    phone: string,
    change: {
      readonly securityProfileName?: string;
      readonly certificateOperation?: string;
      readonly authenticationMode?: string;
      readonly keySize?: string;
      readonly keyOrder?: string;
      readonly upgradeFinishTime?: string;
    },
  ): void;
}
