// The security side of the phones in memory: profiles, CAPF operations that end when the phone has restarted, LSCs.
import { CertOpsError } from "../../src/domain/errors.ts";
import type {
  PhoneLsc,
  PhoneSecurity,
  PhoneSecurityClient,
  SecurityProfile,
} from "../../src/systems/phone-security.ts";
import type { ChangeOptions, Observed, Transcript } from "../../src/systems/ports.ts";

export interface SecurityState {
  profile: string;
  operation: string;
  status: string;
  validUntil: string;
}

/** What the device lends to its security side. */
interface Home {
  names(): readonly string[];
  read<T>(source: string, value: T): Observed<T>;
  change(command: string, options: ChangeOptions | undefined, effect: () => void): Promise<Transcript>;
  /** Restarts a registered phone and calls back in the moment in which it registers anew. */
  restart(name: string, back: () => void): void;
}

const profileOf = (name: string, mode: string): SecurityProfile => ({
  name,
  phoneType: "Cisco 8845",
  protocol: "SIP",
  mode,
  transport: mode === "Non Secure" ? "TCP+UDP" : "TLS",
  fields: { phoneType: "Cisco 8845", protocol: "SIP", name, deviceSecurityMode: mode },
});

export class DeviceSecurity implements PhoneSecurityClient {
  readonly profilesThere = new Map<string, SecurityProfile>([
    ["Secure", profileOf("Secure", "Encrypted")],
    ["Plain", profileOf("Plain", "Non Secure")],
  ]);
  /** How CAPF ends the next operations; the last one stays. */
  ends: string[] = ["Upgrade Success"];
  readonly state = new Map<string, SecurityState>();
  readonly #home: Home;
  #issued = 0;

  constructor(home: Home) {
    this.#home = home;
  }

  of(name: string): SecurityState {
    const known = this.state.get(name) ?? {
      profile: "Secure",
      operation: "No Pending Operation",
      status: "None",
      validUntil: "2026-12-01T00:00:00.000Z",
    };
    this.state.set(name, known);
    return known;
  }

  #end(name: string): void {
    const state = this.of(name);
    if (state.operation === "No Pending Operation") return;
    state.operation = "No Pending Operation";
    state.status = this.ends.length > 1 ? (this.ends.shift() ?? "") : (this.ends[0] ?? "");
    if (state.status === "Upgrade Success") state.validUntil = new Date(1.9e12 + ++this.#issued * 1000).toISOString();
  }

  phones: PhoneSecurityClient["phones"] = async (names) =>
    this.#home.read(
      "getPhone",
      names
        .filter((name) => this.#home.names().includes(name))
        .map((name): PhoneSecurity => {
          const { profile, operation, status } = this.of(name);
          return {
            name,
            model: "Cisco 8845",
            protocol: "SIP",
            devicePool: "Default",
            securityProfile: profile,
            certificateOperation: operation,
            authenticationMode: "By Null String",
            keyOrder: "RSA Only",
            keySize: "2048",
            certificateStatus: status,
          };
        }),
    );

  lscs: PhoneSecurityClient["lscs"] = async () =>
    this.#home.read(
      "executeSQLQuery",
      this.#home.names().map((name): PhoneLsc => ({ name, issuer: "CN=CAPF-1", validUntil: this.of(name).validUntil })),
    );

  profiles: PhoneSecurityClient["profiles"] = async () =>
    this.#home.read("listPhoneSecurityProfile", [...this.profilesThere.values()]);

  profile: PhoneSecurityClient["profile"] = async (name) =>
    this.#home.read("getPhoneSecurityProfile", this.profilesThere.get(name));

  pools: PhoneSecurityClient["pools"] = async () =>
    this.#home.read("listDevicePool", [{ name: "Default", group: "Group-1" }]);

  addNonSecureCopy: PhoneSecurityClient["addNonSecureCopy"] = (source, name, options) =>
    this.#home.change(`AXL addPhoneSecurityProfile ${name}`, options, () => {
      this.profilesThere.set(name, { ...profileOf(name, "Non Secure"), phoneType: source.phoneType });
    });

  removeProfile: PhoneSecurityClient["removeProfile"] = (name, options) =>
    this.#home.change(`AXL removePhoneSecurityProfile ${name}`, options, () => {
      this.profilesThere.delete(name);
    });

  setProfile: PhoneSecurityClient["setProfile"] = (name, profile, options) =>
    this.#home.change(`AXL updatePhone ${name} ${profile}`, options, () => {
      this.of(name).profile = profile;
    });

  requestLsc: PhoneSecurityClient["requestLsc"] = (name, _request, options) =>
    this.#home.change(`AXL updatePhone ${name} Install/Upgrade`, options, () => {
      const state = this.of(name);
      state.operation = "Install/Upgrade";
      state.status = "Operation Pending";
    });

  apply: PhoneSecurityClient["apply"] = (name, options) =>
    this.#home.change(`AXL applyPhone ${name}`, options, () => this.#home.restart(name, () => this.#end(name)));
}

export const busy = (): CertOpsError =>
  new CertOpsError({
    code: "rate-limited",
    message: "503",
    say: { id: "soap.rate-limited", values: { service: "AXL", node: "cucm-pub" } },
    next: { id: "soap.rate-limited.next", values: { service: "AXL" } },
    retry: "later",
  });
