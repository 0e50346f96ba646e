// The SOAP services of one cluster on port 8443: RisPort70, Control Center and AXL.
import { type Cluster, publisherOf } from "../../domain/cluster.ts";
import { type Clock, iso } from "../../kernel/clock.ts";
import { RateGate } from "../../kernel/rate-gate.ts";
import type { HttpsClient } from "../../transport/https.ts";
import { textAt } from "../../transport/xml.ts";
import { plainLine } from "../evidence.ts";
import type { CallOptions, ChangeOptions, SoapClient, Transcript } from "../ports.ts";
import { Axl } from "./axl.ts";
import { type Credential, SoapCaller } from "./call.ts";
import { callManagerGroups, sipTrunks } from "./call-routing.ts";
import { databaseCertificates } from "./certificates.ts";
import { serviceStatus } from "./control.ts";
import { badName } from "./errors.ts";
import type { AxlReader } from "./pages.ts";
import { Patience } from "./patience.ts";
import { listPhones } from "./phones.ts";
import { registrations } from "./registrations.ts";
import { isDeviceName } from "./ris.ts";
import { devicePools, phoneLscs, phoneSecurity, securityProfile, securityProfiles } from "./security.ts";
import { addNonSecureCopy, applyPhone, removeProfile, requestLsc, setProfile } from "./security-changes.ts";

import { spMetadata } from "./sp-metadata.ts";
import { ssoLog } from "./sso-log.ts";

export type { Credential } from "./call.ts";

export interface SoapClientDeps {
  readonly cluster: Cluster;
  readonly https: HttpsClient;
  readonly clock: Clock;
  /** `change` is used for what changes something; without it, `read` is. */
  readonly accounts: { readonly read: Credential; readonly change?: Credential };
  /** RisPort calls per minute; 15 when not given, at most 18 (the enterprise parameter's own limit). */
  readonly risPerMinute?: number;
  /** For one AXL call, 30 s when not given. RisPort gets at most 20 s (another node can be asked), Control Center 15 s. */
  readonly callMs?: number;
  /** For one question with all its pages and waits; 180 s when not given. */
  readonly budgetMs?: number;
  /** For all pages of one AXL answer together; 128 MiB when not given (50,000 phones are some 20 MB). */
  readonly mostBytes?: number;
}

/** Throws CertOpsError from every method; those that change something also throw ChangeUncertain. */
export function createSoapClient(deps: SoapClientDeps): SoapClient {
  const { cluster, clock, accounts } = deps;
  const callMs = deps.callMs ?? 30_000;
  const risMs = Math.min(callMs, 20_000);
  const controlMs = Math.min(callMs, 15_000);
  const budgetMs = deps.budgetMs ?? 180_000;
  const caller = new SoapCaller(deps.https, clock);
  const gate = new RateGate(clock, Math.max(1, Math.min(deps.risPerMinute ?? 15, 18)), 60_000);
  const axl = new Axl({
    node: publisherOf(cluster),
    caller,
    clock,
    callMs,
    mostBytes: deps.mostBytes ?? 128 * 1024 * 1024,
  });
  const account = accounts.read;
  const oldService = new Set<string>();
  const patience = (signal: AbortSignal | undefined): Patience => new Patience(clock, budgetMs, signal);
  const reader = (options: CallOptions): AxlReader => ({ axl, account, patience: patience(options.signal), options });
  const writer = (options: CallOptions): AxlReader => ({ ...reader(options), account: accounts.change ?? account });
  return {
    registrations: (names, options = {}) =>
      registrations({ cluster, account, caller, clock, gate, callMs: risMs, budgetMs }, names, options),
    serviceStatus: (node, names, options = {}) =>
      serviceStatus({ account, caller, clock, callMs: controlMs, budgetMs }, node, names, options),
    phones: (options = {}) => listPhones(reader(options)),
    certificates: (options = {}) => databaseCertificates(axl, account, patience(options.signal), options),
    resetPhone: (name, options = {}) =>
      resetPhone(axl, accounts.change ?? account, patience(options.signal), name, options),
    ssoLog: (node, since, options = {}) => ssoLog({ account, caller, clock, callMs, oldService }, node, since, options),
    groups: (options = {}) => callManagerGroups(reader(options)),
    trunks: (options = {}) => sipTrunks(reader(options)),
    spMetadata: (node, options = {}) => spMetadata({ https: deps.https, clock, callMs: controlMs }, node, options),
    security: {
      phones: (names, options = {}) => phoneSecurity(reader(options), names),
      lscs: (options = {}) => phoneLscs(reader(options)),
      profiles: (options = {}) => securityProfiles(reader(options)),
      profile: (name, options = {}) => securityProfile(reader(options), name),
      pools: (options = {}) => devicePools(reader(options)),
      addNonSecureCopy: (source, name, options = {}) => addNonSecureCopy(writer(options), source, name, options),
      removeProfile: (name, options = {}) => removeProfile(writer(options), name, options),
      setProfile: (phone, profile, options = {}) => setProfile(writer(options), phone, profile, options),
      requestLsc: (phone, request, options = {}) => requestLsc(writer(options), phone, request, options),
      apply: (phone, options = {}) => applyPhone(writer(options), phone, options),
    },
  };
}

/** `Reset` makes the phone start again and fetch its trust lists; `Restart` only registers it again. */
async function resetPhone(
  axl: Axl,
  account: Credential,
  patience: Patience,
  name: string,
  options: ChangeOptions & { readonly restart?: boolean },
): Promise<Transcript> {
  const type = options.restart === true ? "Restart" : "Reset";
  if (!isDeviceName(name)) throw badName("device", name);
  const startedAt = iso(axl.clock);
  const { body } = await axl.change(
    {
      operation: "doDeviceReset",
      content: [
        ["deviceName", name],
        ["deviceResetType", type],
      ],
      ...(options.signal === undefined ? {} : { signal: options.signal }),
    },
    account,
    options.fence ?? (() => Promise.resolve()),
    patience,
  );
  return {
    command: `AXL doDeviceReset ${name} ${type}`,
    text: plainLine(`${body.name} ${textAt(body, "return")}`),
    startedAt,
    endedAt: iso(axl.clock),
  };
}
