// The security side of the phones: what the database says of each, what CAPF issues, whom the call managers let in.
import { trustRoles } from "../../domain/cluster.ts";
import { type Inside, parameterNames } from "../inside.ts";
import type { LabCertificate, LabIdentity } from "../model.ts";
import type { Node } from "../node.ts";
import type { Phone } from "../phone.ts";
import type { PhoneWorld } from "../phone-world.ts";
import { seededBetween } from "../random.ts";
import { LabRefusal } from "../refusal.ts";
import type { CapfRecord, LabSecurityProfile, PhoneCertificate } from "./model.ts";
import { certificateName, isValidAt, PhoneCertificates, signerAmong } from "./phone-certificates.ts";
import { SecurityProfiles } from "./profiles.ts";

/** RIS reasons for Rejected (CISCO-CCM-MIB CcmDevRegFailCauseCode). */
const rejections = {
  authenticationError: 10,
  invalidX509NameInCertificate: 11,
  invalidTLSCipher: 12,
  securityMismatch: 28,
} as const;

/** Lab seconds that a phone takes for its key and the talk with CAPF. */
const enrolSeconds = [20, 60] as const;

export interface CapfChange {
  readonly certificateOperation?: string;
  readonly authenticationMode?: string;
  readonly keySize?: string;
  readonly keyOrder?: string;
  /** `YYYY:MM:DD:HH:MM`. */
  readonly upgradeFinishTime?: string;
}

const operations = ["No Pending Operation", "Install/Upgrade", "Delete", "Troubleshoot"];

export class PhoneSecurityOffice {
  readonly profiles: SecurityProfiles;
  readonly #inside: Inside;
  readonly #certificates: PhoneCertificates;
  readonly #maker: () => Promise<LabIdentity>;
  readonly #enrolling = new Set<Phone>();
  /** *TLS Ciphers* as each node's Cisco CallManager took it up when it started. */
  readonly #ciphers = new Map<Node, string | undefined>();
  /** Who signs LSCs instead of CAPF, and what its template writes as their common name; see `setEndpointIssuer`. */
  endpointIssuer: { readonly authority: LabIdentity; readonly subject?: string } | undefined;

  constructor(options: {
    readonly inside: Inside;
    readonly models: Iterable<string>;
    readonly newKey: () => Promise<string>;
    /** Cisco's manufacturing CA. */
    readonly maker: () => Promise<LabIdentity>;
  }) {
    this.#inside = options.inside;
    this.profiles = new SecurityProfiles(options.models);
    this.#certificates = new PhoneCertificates({ seed: options.inside.seed, newKey: options.newKey });
    this.#maker = options.maker;
  }

  /** Phones with a secure profile got their LSC when the cluster was installed. */
  async installAll(phones: readonly Phone[], installedAt: number): Promise<void> {
    const secure = phones.filter((phone) => phone.secure);
    await this.installOn(secure, installedAt);
  }

  /** As if CAPF had issued these phones' LSCs at that time (lab milliseconds). */
  async installOn(phones: readonly Phone[], at: number): Promise<void> {
    const capf = this.#inside.publisher.identity("CAPF");
    for (const phone of phones) this.#give(phone, await this.#certificates.lsc(phone, capf, at, "RSA"));
  }

  /** What the phone shows whoever asks for a certificate: its LSC, without one its MIC. */
  shown(phone: Phone): Promise<PhoneCertificate> {
    return phone.lsc === undefined ? this.#mic(phone) : Promise.resolve(phone.lsc);
  }

  /** What the phone shows in TLS, with its key. */
  async tlsIdentity(phone: Phone): Promise<{ readonly der: Uint8Array; readonly keyPem: string }> {
    const { der, keyType } = await this.shown(phone);
    return { der, keyPem: await this.#certificates.keyOf(phone, keyType) };
  }

  /** The profile that the database has for the phone. */
  profileOf(phone: Pick<Phone, "securityProfile">): LabSecurityProfile | undefined {
    return this.profiles.get(phone.securityProfile);
  }

  /** By the database: does the phone belong on 5061? */
  isSecure(phone: Pick<Phone, "securityProfile">): boolean {
    return this.#inside.currentMode() === "mixed" && this.profileOf(phone)?.deviceSecurityMode !== "Non Secure";
  }

  setProfile(phone: Phone, name: string): void {
    const profile = this.profiles.get(name);
    if (profile === undefined) throw new LabRefusal("lab.no.profile-unknown", { name });
    if (profile.phoneType !== phone.model)
      throw new LabRefusal("lab.no.profile-model", { name: profile.name, model: phone.model });
    phone.securityProfile = profile.name;
    this.#inside.emit({ kind: "phone", phone: phone.name });
  }

  /** What AXL `updatePhone` and the CAPF section of Phone Configuration change. */
  setCapf(phone: Phone, change: CapfChange): void {
    const { certificateOperation = phone.capf.certificateOperation, upgradeFinishTime, ...key } = change;
    if (!operations.includes(certificateOperation)) throw LabRefusal.printed("Invalid value: certificateOperation");
    const until = upgradeFinishTime === undefined ? phone.capf.upgradeFinishTime : finishTime(upgradeFinishTime);
    const pending = certificateOperation !== "No Pending Operation";
    if (pending && until === undefined)
      throw LabRefusal.printed("Operation Completes By is required. Please specify a value and try again.");
    phone.capf = {
      ...phone.capf,
      ...key,
      certificateOperation,
      certificateStatus: pending ? "Operation Pending" : "None",
      ...(until === undefined ? {} : { upgradeFinishTime: until }),
    };
    this.#inside.emit({ kind: "phone", phone: phone.name });
  }

  /** The record as it is now: an operation that nobody came for has run out of time. */
  capfOf(phone: Phone): CapfRecord {
    const { certificateStatus, upgradeFinishTime } = phone.capf;
    if (certificateStatus === "Operation Pending" && (upgradeFinishTime ?? 0) < this.#inside.clock.now()) {
      this.#end(phone, "Upgrade Failed: User Initiated Request Late/Timedout");
    }
    return phone.capf;
  }

  isPending(phone: Phone): boolean {
    return this.capfOf(phone).certificateOperation !== "No Pending Operation";
  }

  /**
   * A phone that was told of a pending operation talks to CAPF on the publisher. It goes on only when it knows the certificate
   * on the port: by its CTL if it holds one, else by its ITL. What it cannot verify it leaves, and the operation stays pending.
   */
  async enrol(phone: Phone, world: PhoneWorld): Promise<void> {
    const { publisher, clock, seed } = this.#inside;
    if (this.#enrolling.has(phone) || !this.isPending(phone)) return;
    const served = await world.capfCertificate(publisher);
    const held = world.library.get(phone.held.ctl ?? phone.held.itl);
    if (served === undefined || held?.holds(served, [trustRoles.CAPF]) !== true) {
      phone.say(clock.now(), "LSC Connection Failed");
      return;
    }
    this.#enrolling.add(phone);
    try {
      const { life } = phone;
      await clock.sleep(1000 * seededBetween(...enrolSeconds, seed, "enrol", phone.name, phone.attempts));
      if (phone.life === life && phone.powered) await this.#serve(phone);
    } finally {
      this.#enrolling.delete(phone);
    }
  }

  /** CAPF's side: who asks, may it, then what was ordered. */
  async #serve(phone: Phone): Promise<void> {
    const { publisher, clock } = this.#inside;
    const record = this.capfOf(phone);
    const capf = publisher.loadedCertificates("capf").rsa;
    if (capf === undefined || !this.isPending(phone)) return;
    const refused = await this.#refusal(phone, record, [capf, ...(publisher.trust.get("CAPF-trust") ?? [])]);
    if (refused !== undefined) return this.#end(phone, `Upgrade Failed: ${refused}`);
    if (record.certificateOperation === "Delete") {
      phone.lsc = undefined;
      return this.#end(phone, "Delete Success");
    }
    if (record.certificateOperation === "Troubleshoot") return this.#end(phone, "Troubleshoot Success");
    const keyType = record.keyOrder === "RSA Only" ? "RSA" : "EC";
    const { authority = capf, subject } = this.endpointIssuer ?? {};
    this.#give(phone, await this.#certificates.lsc(phone, authority, clock.now(), keyType, subject));
    phone.say(clock.now(), "LSC Installed");
    this.#end(phone, "Upgrade Success");
  }

  async #refusal(phone: Phone, record: CapfRecord, trusted: readonly LabCertificate[]): Promise<string | undefined> {
    const now = this.#inside.clock.now();
    const { authenticationMode } = record;
    if (authenticationMode === "By Null String") return undefined;
    // Nobody has typed one into the phone.
    if (authenticationMode === "By Authentication String") return "Invalid Authentication String";
    const shown = /LSC/.test(authenticationMode) ? (phone.lsc ?? (await this.#mic(phone))) : await this.#mic(phone);
    const good = isValidAt(shown, now) && signerAmong(shown, trusted) !== undefined;
    return good ? undefined : `Invalid ${shown.kind.toUpperCase()}`;
  }

  serviceStarted(node: Node, service: string): void {
    if (service !== "Cisco CallManager") return;
    this.#ciphers.set(node, this.#inside.parameters.get(parameterNames.tlsCiphers));
  }

  /**
   * A call manager looks at the phone's certificate, after a cipher was agreed on (these phones offer RSA alone): signed by an authority in the trust store that the service has loaded,
   * valid, and made out to this phone. Without an LSC a phone shows its MIC. Undefined: let in; else RIS's reason.
   */
  async rejection(phone: Phone, node: Node): Promise<number | undefined> {
    const secure = this.isSecure(phone);
    if (phone.secure !== secure) return rejections.securityMismatch;
    if (!secure) return undefined;
    if (this.#ciphers.get(node) === "ecdsa-only") return rejections.invalidTLSCipher;
    const shown = await this.shown(phone);
    if (!isValidAt(shown, this.#inside.clock.now())) return rejections.authenticationError;
    if (signerAmong(shown, node.callManagerTrust) === undefined) return rejections.authenticationError;
    return shown.commonName === certificateName(phone) ? undefined : rejections.invalidX509NameInCertificate;
  }

  async #mic(phone: Phone): Promise<PhoneCertificate> {
    phone.mic ??= await this.#certificates.mic(phone, await this.#maker(), this.#inside.clock.now() - 1e11);
    return phone.mic;
  }

  #give(phone: Phone, lsc: PhoneCertificate): void {
    phone.lsc = lsc;
  }

  #end(phone: Phone, certificateStatus: string): void {
    phone.capf = { ...phone.capf, certificateOperation: "No Pending Operation", certificateStatus };
    this.#inside.emit({ kind: "phone", phone: phone.name });
  }
}

/** `2026:08:22:12:00` or `2026:08:22:12`; read as UTC, the practice cluster's zone. */
function finishTime(text: string): number {
  const [, year, month, day, hour, minute = "00"] = /^(\d{4}):(\d\d):(\d\d):(\d\d)(?::(\d\d))?$/.exec(text) ?? [];
  const at = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:00Z`);
  if (Number.isNaN(at)) throw LabRefusal.printed("Invalid value: upgradeFinishTime");
  return at;
}
