// AXL about phones: listing, reading, updating, resetting; security profiles; device pools.
import { childOf, textAt, type XmlElement } from "../../../transport/xml.ts";
import { groupOfPool } from "../../call-routing.ts";
import type { CapfRecord, LabSecurityProfile } from "../../capf/model.ts";
import type { LabClusterView, LabPhone } from "../../model.ts";
import { LabRefusal } from "../../refusal.ts";
import { databaseKey } from "../sql/tables.ts";
import {
  type AxlOperation,
  axlAnswer,
  axlFault,
  axlPattern,
  bounded,
  countIn,
  uuid,
  wantedTags,
} from "./axl-common.ts";
import type { SoapAnswer } from "./exchange.ts";
import { tag, text } from "./xml-out.ts";

type Field = readonly [name: string, value: string, id?: string];

const key = (phone: LabPhone): string => uuid(databaseKey("device", phone.name));

/** Elements in the schema's order; only what was asked for in `returnedTags` comes back. */
const elements = (fields: readonly Field[], wanted: ReadonlySet<string> | undefined): string =>
  fields
    .filter(([name]) => wanted === undefined || wanted.has(name))
    .map(([name, value, id]) => tag(name, text(value), id === undefined ? "" : ` uuid="${id}"`))
    .join("");

/** A device that CAPF has never heard of. */
const noCapf: CapfRecord = {
  certificateOperation: "No Pending Operation",
  authenticationMode: "By Null String",
  keySize: "2048",
  keyOrder: "RSA Only",
  certificateStatus: "None",
};

function phoneXml(cluster: LabClusterView, phone: LabPhone, wanted: ReadonlySet<string> | undefined): string {
  const capf = cluster.phoneSecurity.capfOf(phone.name) ?? phone.capf ?? noCapf;
  const finish = capf.upgradeFinishTime;
  const fields: readonly Field[] = [
    ["name", phone.name],
    ["description", phone.description],
    ["product", phone.model],
    ["model", phone.model],
    ["class", "Phone"],
    ["protocol", "SIP"],
    ["devicePoolName", phone.devicePool, uuid(databaseKey("devicepool", phone.devicePool))],
    ["securityProfileName", phone.securityProfile, uuid(databaseKey("securityprofile", phone.securityProfile))],
    ["certificateOperation", capf.certificateOperation],
    ["authenticationMode", capf.authenticationMode],
    ["keySize", capf.keySize],
    ["keyOrder", capf.keyOrder],
    ["certificateStatus", capf.certificateStatus],
    [
      "upgradeFinishTime",
      finish === undefined ? "" : new Date(finish).toISOString().slice(0, 16).replace(/[-T]/g, ":"),
    ],
  ];
  return elements(fields, wanted);
}

const listPhone: AxlOperation = ({ cluster, operation }, version) => {
  const criteria = childOf(operation, "searchCriteria");
  if (criteria === undefined) return axlFault(version, "listPhone", 5000, "searchCriteria is required");
  const name = axlPattern(textAt(criteria, "name") || "%");
  const pool = axlPattern(textAt(criteria, "devicePoolName") || "%");
  const wanted = wantedTags(operation);
  const skip = countIn(operation, "skip", 0);
  const found = cluster.phones
    .filter((phone) => name.test(phone.name) && pool.test(phone.devicePool))
    .slice(skip, skip + countIn(operation, "first", Number.MAX_SAFE_INTEGER));
  const rows = found.map((phone) => tag("phone", phoneXml(cluster, phone, wanted), ` uuid="${key(phone)}"`));
  return bounded(version, "listPhone", rows);
};

/** By name or by uuid, as the schema's choice allows. */
function phoneIn(cluster: LabClusterView, name: string, id: string): LabPhone | undefined {
  if (name !== "") return cluster.phone(name);
  const wanted = id.toUpperCase().replace(/^\{?|\}?$/g, "");
  return cluster.phones.find((phone) => key(phone) === `{${wanted}}`);
}

const notFound = (version: string, operation: string, what = "Phone"): SoapAnswer =>
  axlFault(version, operation, 5007, `Item not valid: The specified ${what} was not found`);

const getPhone: AxlOperation = ({ cluster, operation }, version) => {
  const phone = phoneIn(cluster, textAt(operation, "name"), textAt(operation, "uuid"));
  if (phone === undefined) return notFound(version, "getPhone");
  const inner = tag("phone", phoneXml(cluster, phone, wantedTags(operation)), ` uuid="${key(phone)}"`);
  return axlAnswer(version, "getPhone", inner);
};

/** Reset, restart and apply all make a registered phone fetch its files again; one that is not registered gets nothing. */
const reset =
  (name: string, field: string): AxlOperation =>
  ({ cluster, operation }, version) => {
    const phone = phoneIn(cluster, textAt(operation, field), textAt(operation, "uuid"));
    if (phone === undefined) return notFound(version, name);
    cluster.hands.resetPhones({ names: [phone.name] });
    return axlAnswer(version, name, key(phone));
  };

/** In the schema's order: AXL refuses what comes in another. */
const updatable: readonly string[] = [
  "securityProfileName",
  "certificateOperation",
  "authenticationMode",
  "keySize",
  "keyOrder",
  "upgradeFinishTime",
];

const given = (operation: XmlElement, names: readonly string[]): Record<string, string> =>
  Object.fromEntries(
    names.flatMap((name) => (childOf(operation, name) === undefined ? [] : [[name, textAt(operation, name)]])),
  );

const updatePhone: AxlOperation = ({ cluster, operation }, version) => {
  const phone = phoneIn(cluster, textAt(operation, "name"), textAt(operation, "uuid"));
  if (phone === undefined) return notFound(version, "updatePhone");
  const order = operation.children.map((child) => updatable.indexOf(child.name)).filter((at) => at >= 0);
  if (order.some((at, index) => index > 0 && at <= (order[index - 1] ?? -1)))
    return axlFault(version, "updatePhone", -1, "cvc-complex-type.2.4.a: Invalid content was found");
  return refusable(version, "updatePhone", () => {
    cluster.phoneSecurity.update(phone.name, given(operation, updatable));
    return axlAnswer(version, "updatePhone", key(phone));
  });
};

function refusable(version: string, operation: string, work: () => SoapAnswer): SoapAnswer {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof LabRefusal)) throw error;
    return axlFault(version, operation, -1, error.message);
  }
}

const profileKey = (profile: LabSecurityProfile): string => uuid(databaseKey("securityprofile", profile.name));

const profileXml = (profile: LabSecurityProfile, wanted: ReadonlySet<string> | undefined): string =>
  tag("phoneSecurityProfile", elements(Object.entries(profile), wanted), ` uuid="${profileKey(profile)}"`);

const listProfiles: AxlOperation = ({ cluster, operation }, version) => {
  const name = axlPattern(textAt(childOf(operation, "searchCriteria"), "name") || "%");
  const wanted = wantedTags(operation);
  const skip = countIn(operation, "skip", 0);
  const found = cluster.phoneSecurity
    .profiles()
    .filter((profile) => name.test(profile.name))
    .slice(skip, skip + countIn(operation, "first", Number.MAX_SAFE_INTEGER));
  return bounded(
    version,
    "listPhoneSecurityProfile",
    found.map((profile) => profileXml(profile, wanted)),
  );
};

const getProfile: AxlOperation = ({ cluster, operation }, version) => {
  const profile = cluster.phoneSecurity.profile(textAt(operation, "name"));
  if (profile === undefined) return notFound(version, "getPhoneSecurityProfile", "PhoneSecurityProfile");
  return axlAnswer(version, "getPhoneSecurityProfile", profileXml(profile, wantedTags(operation)));
};

const defaults = {
  protocol: "SIP",
  description: "",
  deviceSecurityMode: "Non Secure",
  authenticationMode: "By Null String",
  keySize: "2048",
  keyOrder: "RSA Only",
  tftpEncryptedConfig: "false",
  nonceValidityTime: "600",
  transportType: "TCP+UDP",
  sipPhonePort: "5060",
  enableDigestAuthentication: "false",
};

const addProfile: AxlOperation = ({ cluster, operation }, version) => {
  const name = "addPhoneSecurityProfile";
  const sent = childOf(operation, "phoneSecurityProfile");
  if (sent === undefined) return axlFault(version, name, 5000, "phoneSecurityProfile is required");
  return refusable(version, name, () => {
    const profile: LabSecurityProfile = {
      ...defaults,
      phoneType: textAt(sent, "phoneType"),
      name: textAt(sent, "name"),
      ...given(sent, Object.keys(defaults)),
    };
    cluster.phoneSecurity.addProfile(profile);
    return axlAnswer(version, name, profileKey(profile));
  });
};

const removeProfile: AxlOperation = ({ cluster, operation }, version) => {
  const name = "removePhoneSecurityProfile";
  const wanted = textAt(operation, "name");
  return refusable(version, name, () => {
    const profile = cluster.phoneSecurity.profile(wanted);
    if (profile === undefined)
      return axlFault(version, name, 5007, `Item not valid: The specified ${wanted} was not found`);
    cluster.phoneSecurity.removeProfile(wanted);
    return axlAnswer(version, name, profileKey(profile));
  });
};

/** Two Cisco Unified CM groups; until somebody sets one, its phones spread over its call managers by their numbers. */
const listDevicePool: AxlOperation = ({ cluster, operation }, version) => {
  const name = axlPattern(textAt(childOf(operation, "searchCriteria"), "name") || "%");
  const wanted = wantedTags(operation);
  const pools = [...new Set(cluster.phones.map((phone) => phone.devicePool))].sort().filter((pool) => name.test(pool));
  const skip = countIn(operation, "skip", 0);
  const rows = pools.slice(skip, skip + countIn(operation, "first", Number.MAX_SAFE_INTEGER)).map((pool) => {
    const fields: readonly Field[] = [
      ["name", pool],
      ["callManagerGroupName", groupOfPool(pool)],
    ];
    return tag("devicePool", elements(fields, wanted), ` uuid="${uuid(databaseKey("devicepool", pool))}"`);
  });
  return axlAnswer(version, "listDevicePool", rows.join(""));
};

export const phoneOperations: ReadonlyMap<string, AxlOperation> = new Map([
  ["listPhone", listPhone],
  ["getPhone", getPhone],
  ["updatePhone", updatePhone],
  ["doDeviceReset", reset("doDeviceReset", "deviceName")],
  ["resetPhone", reset("resetPhone", "name")],
  ["restartPhone", reset("restartPhone", "name")],
  ["applyPhone", reset("applyPhone", "name")],
  ["listPhoneSecurityProfile", listProfiles],
  ["getPhoneSecurityProfile", getProfile],
  ["addPhoneSecurityProfile", addProfile],
  ["removePhoneSecurityProfile", removeProfile],
  ["listDevicePool", listDevicePool],
]);

/** What changes something: kept in the record of what arrived, and answered 503 while the change queue is long. */
export const phoneWrites: ReadonlySet<string> = new Set([
  "doDeviceReset",
  "resetPhone",
  "restartPhone",
  "applyPhone",
  "updatePhone",
  "addPhoneSecurityProfile",
  "removePhoneSecurityProfile",
]);
