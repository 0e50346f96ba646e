// Phone security profiles of the practice cluster: those that CUCM ships per model, and those that people add.

import { LabRefusal } from "../refusal.ts";
import type { LabSecurityProfile } from "./model.ts";

/** `Cisco 8841 - Standard SIP Secure Profile`: how CUCM names its own. */
export const standardProfile = (model: string, secure: boolean): string =>
  `${model} - Standard SIP ${secure ? "Secure" : "Non-Secure"} Profile`;

const standard = (model: string, secure: boolean): LabSecurityProfile => ({
  phoneType: model,
  protocol: "SIP",
  name: standardProfile(model, secure),
  description: standardProfile(model, secure),
  deviceSecurityMode: secure ? "Encrypted" : "Non Secure",
  authenticationMode: "By Null String",
  keySize: "2048",
  keyOrder: "RSA Only",
  tftpEncryptedConfig: "false",
  nonceValidityTime: "600",
  transportType: secure ? "TLS" : "TCP+UDP",
  sipPhonePort: secure ? "5061" : "5060",
  enableDigestAuthentication: "false",
});

const modes = ["Non Secure", "Authenticated", "Encrypted"];
const mostNameLength = 64;

export class SecurityProfiles {
  readonly #profiles = new Map<string, LabSecurityProfile>();

  constructor(models: Iterable<string>) {
    for (const model of models) {
      for (const secure of [false, true]) this.#put(standard(model, secure));
    }
  }

  list(): readonly LabSecurityProfile[] {
    return [...this.#profiles.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  /** Names are told apart without their case, as in the database. */
  get(name: string): LabSecurityProfile | undefined {
    return this.#profiles.get(name.toLowerCase());
  }

  /** Throws LabRefusal with CUCM's kind of sentence. */
  add(profile: LabSecurityProfile): void {
    if (profile.name === "" || profile.name.length > mostNameLength)
      throw new LabRefusal("lab.no.profile-name", { most: mostNameLength });
    if (this.get(profile.name) !== undefined)
      throw LabRefusal.printed("Could not insert new row - duplicate value in a UNIQUE INDEX column");
    if (!modes.includes(profile.deviceSecurityMode)) throw LabRefusal.printed("Invalid value: deviceSecurityMode");
    if (profile.deviceSecurityMode === "Non Secure" && profile.transportType === "TLS")
      throw new LabRefusal("lab.no.profile-tls");
    this.#put(profile);
  }

  /** Throws LabRefusal: CUCM’s own standard profiles stay. */
  remove(name: string): void {
    if (/ - Standard SIP (?:Non-)?Secure Profile$/.test(name)) throw new LabRefusal("lab.no.profile-standard");
    this.#profiles.delete(name.toLowerCase());
  }

  /** Somebody changes it in Cisco Unified CM Administration. */
  edit(name: string, change: Partial<Pick<LabSecurityProfile, "deviceSecurityMode" | "transportType">>): void {
    const known = this.get(name);
    if (known === undefined) throw new LabRefusal("lab.no.profile", { name });
    this.#put({ ...known, ...change });
  }

  #put(profile: LabSecurityProfile): void {
    this.#profiles.set(profile.name.toLowerCase(), profile);
  }
}
