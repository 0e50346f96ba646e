// One phone: what it is, what it holds, what it last told people, and how CUCM sees it.
import type { NodeName } from "../domain/ids.ts";
import type { CapfRecord, PhoneCertificate } from "./capf/model.ts";
import type { LabPhone, Registration, RegistrationStatus } from "./model.ts";

/** RIS reasons for UnRegistered (CISCO-CCM-MIB CcmDevUnregCauseCode). */
export const unregistered = {
  deviceInitiatedReset: 8,
  callManagerReset: 9,
  keepAliveTimeout: 13,
  callManagerRestart: 15,
  fallbackInitiated: 28,
} as const;

const mostMessages = 20;

export interface PhoneFacts {
  readonly name: string;
  readonly description: string;
  readonly model: string;
  readonly modelNumber: number;
  readonly devicePool: string;
  readonly securityProfile: string;
  readonly secure: boolean;
  readonly address: string;
  readonly directoryNumber: string;
  readonly firmware: string;
  /** Its Cisco Unified CM group, first choice first. */
  readonly group: readonly NodeName[];
}

export class Phone implements LabPhone {
  readonly name: string;
  readonly description: string;
  readonly model: string;
  readonly modelNumber: number;
  readonly devicePool: string;
  securityProfile: string;
  secure: boolean;
  readonly address: string;
  readonly directoryNumber: string;
  readonly firmware: string;
  readonly home: NodeName;
  /** From the last configuration file it trusted. */
  group: readonly NodeName[];
  capf: CapfRecord = {
    certificateOperation: "No Pending Operation",
    authenticationMode: "By Null String",
    keySize: "2048",
    keyOrder: "RSA Only",
    certificateStatus: "None",
  };
  lsc: PhoneCertificate | undefined;
  /** Made when it is first shown. */
  mic: PhoneCertificate | undefined;
  powered = true;
  held: { itl?: string; ctl?: string } = {};
  registration: Registration | undefined;
  messages: { at: number; text: string }[] = [];
  /** Counts its restarts: work for an earlier one stops when it sees another number. */
  life = 0;
  /** Tries to start, over all lives; makes the jitter of each differ. */
  attempts = 0;

  constructor(facts: PhoneFacts) {
    this.name = facts.name;
    this.description = facts.description;
    this.model = facts.model;
    this.modelNumber = facts.modelNumber;
    this.devicePool = facts.devicePool;
    this.securityProfile = facts.securityProfile;
    this.secure = facts.secure;
    this.address = facts.address;
    this.directoryNumber = facts.directoryNumber;
    this.firmware = facts.firmware;
    this.group = facts.group;
    const [home] = facts.group;
    if (home === undefined) throw new Error(`${facts.name} has no call manager`);
    this.home = home;
  }

  get registered(): boolean {
    return this.registration?.status === "Registered";
  }

  /** Keeps `since` when nothing changed. */
  setRegistration(status: RegistrationStatus, reason: number, at: number, node: NodeName): boolean {
    const now = this.registration;
    if (now !== undefined && now.status === status && now.node === node && status !== "Registered") return false;
    this.registration = { status, reason, since: at, node };
    return true;
  }

  /** A status message; the same one again replaces the last, as a phone repeating itself would fill its screen. */
  say(at: number, text: string): void {
    if (this.messages.at(-1)?.text === text) this.messages.pop();
    this.messages.push({ at, text });
    if (this.messages.length > mostMessages) this.messages.shift();
  }
}
