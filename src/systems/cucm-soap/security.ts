// AXL reads about the security of phones: profiles, CAPF operations and how they ended, LSCs, device pools.
import { childOf, childrenOf, descend, textAt, type XmlElement } from "../../transport/xml.ts";
import { evidenceOf } from "../evidence.ts";
import type { DevicePool, PhoneLsc, PhoneSecurity, SecurityProfile } from "../phone-security.ts";
import type { Observed } from "../ports.ts";
import { type AxlBody, type AxlRequest, type AxlTooLarge, isTooLarge } from "./axl.ts";
import { answerNotUnderstood, isMissing } from "./errors.ts";
import { type AxlReader, listAll, signalOf } from "./pages.ts";
import { isDeviceName } from "./ris.ts";

/** Below this many names each phone is asked for alone: a watch of fifty phones must not read fifty thousand. */
const singly = 100;
/** AXL throttles per publisher; a few at a time keep it answering others. */
const atOnce = 4;

/** Order is the schema's (XPhone). */
const phoneTags = [
  "name",
  "product",
  "protocol",
  "devicePoolName",
  "securityProfileName",
  "certificateOperation",
  "authenticationMode",
  "keySize",
  "keyOrder",
  "certificateStatus",
] as const;

const readSecurity = (phone: XmlElement): PhoneSecurity => ({
  name: textAt(phone, "name"),
  model: textAt(phone, "product"),
  protocol: textAt(phone, "protocol"),
  devicePool: textAt(phone, "devicePoolName"),
  securityProfile: textAt(phone, "securityProfileName"),
  certificateOperation: textAt(phone, "certificateOperation"),
  authenticationMode: textAt(phone, "authenticationMode"),
  keyOrder: textAt(phone, "keyOrder"),
  keySize: textAt(phone, "keySize"),
  certificateStatus: textAt(phone, "certificateStatus"),
});

/** One entry per name that is configured, in the order of `names`. */
export async function phoneSecurity(
  reader: AxlReader,
  names: readonly string[],
): Promise<Observed<readonly PhoneSecurity[]>> {
  const wanted = [...new Set(names)].filter(isDeviceName);
  const single = wanted.length <= singly;
  const { rows, answers } = single
    ? await phonesSingly(reader, wanted)
    : await listAll(reader, "listPhone", "phone", phoneTags, (row) => textAt(row, "name"));
  const value = wanted.flatMap((name) => {
    const row = rows.get(name);
    return row === undefined ? [] : [readSecurity(row)];
  });
  const counts = new Map<string, number>();
  for (const { certificateStatus: status } of value) counts.set(status, (counts.get(status) ?? 0) + 1);
  const lines = [...counts]
    .sort(([, a], [, b]) => b - a)
    .map(([status, count]) => `certificateStatus ${status}: ${count}`);
  return observed(
    reader,
    single ? "getPhone" : "listPhone",
    [`${value.length} of ${wanted.length} phones`, ...lines],
    answers,
    value,
  );
}

async function phonesSingly(reader: AxlReader, names: readonly string[]) {
  const rows = new Map<string, XmlElement>();
  const answers: Uint8Array[] = [];
  const queue = [...names];
  const worker = async (): Promise<void> => {
    for (let name = queue.shift(); name !== undefined; name = queue.shift()) {
      const answer = await orMissing(() =>
        ask(reader, "getPhone", [
          ["name", name ?? ""],
          ["returnedTags", phoneTags.map((tag) => [tag, ""] as const)],
        ]),
      );
      const phone = descend(answer?.body, "return", "phone");
      if (answer === undefined || phone === undefined) continue;
      rows.set(name, phone);
      answers.push(answer.bytes);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return { rows, answers };
}

export async function ask(
  { axl, account, patience, options }: AxlReader,
  operation: string,
  content: AxlRequest["content"],
): Promise<AxlBody> {
  const answer: AxlBody | AxlTooLarge = await axl.read({ operation, content, ...signalOf(options) }, account, patience);
  if (!isTooLarge(answer)) return answer;
  throw answerNotUnderstood({ node: axl.node.name, service: "AXL" }, operation, "is too large");
}

/** Undefined for what is not there (AXL code 5007). */
async function orMissing<T>(work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

export function observed<T>(
  { axl }: AxlReader,
  operation: string,
  lines: readonly string[],
  answers: readonly Uint8Array[],
  value: T,
): Observed<T> {
  const whole = Buffer.concat(answers);
  const source = axl.source(operation);
  return { value, evidence: evidenceOf(axl.clock, { system: "AXL", node: axl.node.name, source, lines, whole }) };
}

/** Columns as public listings of the table `device` show them; no part of the text comes from outside. */
const lscSql = "select name, lscvaliduntil, lscissuername from device where lscvaliduntil > 0";

/** Phones with an LSC. The issuer's column is not in every release: it is then left empty. */
export async function phoneLscs(reader: AxlReader): Promise<Observed<readonly PhoneLsc[]>> {
  const answer = await ask(reader, "executeSQLQuery", [["sql", lscSql]]);
  const value = childrenOf(childOf(answer.body, "return"), "row").flatMap((row): PhoneLsc[] => {
    const seconds = Number(textAt(row, "lscvaliduntil"));
    if (!Number.isSafeInteger(seconds) || seconds <= 0 || seconds > 1e11) return [];
    const validUntil = new Date(seconds * 1000).toISOString();
    return [{ name: textAt(row, "name"), issuer: textAt(row, "lscissuername"), validUntil }];
  });
  const issuers = Map.groupBy(value, ({ issuer }) => issuer);
  const lines = [...issuers].map(([issuer, phones]) => `${phones.length} LSCs issued by ${issuer || "?"}`);
  return observed(reader, "executeSQLQuery (LSCs)", lines, [answer.bytes], value);
}

/** Order is the schema's (XPhoneSecurityProfile); what a release does not have is left out of its answer. */
const profileTags = [
  "phoneType",
  "protocol",
  "name",
  "description",
  "deviceSecurityMode",
  "authenticationMode",
  "keySize",
  "keyOrder",
  "ecKeySize",
  "tftpEncryptedConfig",
  "EnableOAuthAuthentication",
  "nonceValidityTime",
  "transportType",
  "sipPhonePort",
  "enableDigestAuthentication",
] as const;

/** What a list shows; the rest comes with the profile itself. */
const listedTags = ["phoneType", "protocol", "name", "description", "deviceSecurityMode", "transportType"] as const;

const readProfile = (row: XmlElement): SecurityProfile => ({
  name: textAt(row, "name"),
  phoneType: textAt(row, "phoneType"),
  protocol: textAt(row, "protocol"),
  mode: textAt(row, "deviceSecurityMode"),
  transport: textAt(row, "transportType"),
  fields: Object.fromEntries(
    profileTags.flatMap((tag) => (childOf(row, tag) === undefined ? [] : [[tag, textAt(row, tag)] as const])),
  ),
});

const profileLine = ({ name, mode, transport }: SecurityProfile): string => `${name}: ${mode}, ${transport || "?"}`;

export async function securityProfiles(reader: AxlReader): Promise<Observed<readonly SecurityProfile[]>> {
  const operation = "listPhoneSecurityProfile";
  const { rows, answers } = await listAll(reader, operation, "phoneSecurityProfile", listedTags, (row) =>
    textAt(row, "name"),
  );
  const value = [...rows.values()].map(readProfile);
  return observed(reader, operation, value.map(profileLine), answers, value);
}

export async function securityProfile(reader: AxlReader, name: string): Promise<Observed<SecurityProfile | undefined>> {
  const operation = "getPhoneSecurityProfile";
  const answer = await orMissing(() => ask(reader, operation, [["name", name]]));
  const row = descend(answer?.body, "return", "phoneSecurityProfile");
  const value = row === undefined ? undefined : readProfile(row);
  const lines = [value === undefined ? `no profile ${name}` : profileLine(value)];
  return observed(reader, operation, lines, answer === undefined ? [] : [answer.bytes], value);
}

export async function devicePools(reader: AxlReader): Promise<Observed<readonly DevicePool[]>> {
  const tags = ["name", "callManagerGroupName"];
  const { rows, answers } = await listAll(reader, "listDevicePool", "devicePool", tags, (row) => textAt(row, "name"));
  const value = [...rows.values()].map((row) => ({
    name: textAt(row, "name"),
    group: textAt(row, "callManagerGroupName"),
  }));
  return observed(
    reader,
    "listDevicePool",
    value.map(({ name, group }) => `${name}: ${group}`),
    answers,
    value,
  );
}
