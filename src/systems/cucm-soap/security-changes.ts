// AXL changes to the security of phones: each a typed constructor, sent at most once behind the run's fence.
import { copyDescription } from "../../domain/security-profile.ts";
import { iso } from "../../kernel/clock.ts";
import { textAt, type XmlContent } from "../../transport/xml.ts";
import { plainLine } from "../evidence.ts";
import type { LscRequest, SecurityProfile } from "../phone-security.ts";
import type { ChangeOptions, Transcript } from "../ports.ts";
import { badName, badProfile } from "./errors.ts";
import { type AxlReader, signalOf } from "./pages.ts";
import { isDeviceName } from "./ris.ts";

/** Profile names are free text in CUCM, up to 64 characters in its pages; what a name cannot hold is refused. */
const isProfileName = (name: string): boolean => /^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}"]{1,128}$/u.test(name);

interface Change {
  readonly operation: string;
  readonly content: XmlContent;
  /** As the audit log has it. */
  readonly command: string;
}

async function send({ axl, account, patience, options }: AxlReader, change: Change, given: ChangeOptions) {
  const startedAt = iso(axl.clock);
  const { operation, content, command } = change;
  const fence = given.fence ?? (() => Promise.resolve());
  const { body } = await axl.change({ operation, content, ...signalOf(options) }, account, fence, patience);
  const text = plainLine(`${body.name} ${textAt(body, "return")}`);
  return { command: `AXL ${command}`, text, startedAt, endedAt: iso(axl.clock) } satisfies Transcript;
}

function phoneNamed(name: string): string {
  if (!isDeviceName(name)) throw badName("device", name);
  return name;
}

function profileNamed(name: string): string {
  if (!isProfileName(name)) throw badProfile(name);
  return name;
}

export const setProfile = async (reader: AxlReader, phone: string, profile: string, given: ChangeOptions) =>
  send(
    reader,
    {
      operation: "updatePhone",
      content: [
        ["name", phoneNamed(phone)],
        ["securityProfileName", profileNamed(profile)],
      ],
      command: `updatePhone ${phone} securityProfileName=${profile}`,
    },
    given,
  );

const proofs: Readonly<Record<LscRequest["by"], string>> = {
  "null-string": "By Null String",
  "existing-lsc": "By Existing Certificate (precedence to LSC)",
  "existing-mic": "By Existing Certificate (precedence to MIC)",
};

/** Element order is the schema's: the operation, its mode, the key, when it must be over. */
export const requestLsc = async (reader: AxlReader, phone: string, request: LscRequest, given: ChangeOptions) =>
  send(
    reader,
    {
      operation: "updatePhone",
      content: [
        ["name", phoneNamed(phone)],
        ["certificateOperation", "Install/Upgrade"],
        ["authenticationMode", proofs[request.by]],
        ["keySize", String(request.keySize)],
        ["keyOrder", request.keyOrder],
        ["upgradeFinishTime", finishTime(request.until)],
      ],
      command: `updatePhone ${phone} certificateOperation=Install/Upgrade`,
    },
    given,
  );

/** `YYYY:MM:DD:HH:MM`, in the server's own time, which AXL does not tell: callers leave a day of room. */
const finishTime = (at: number): string => new Date(at).toISOString().slice(0, 16).replace(/[-T]/g, ":");

export const applyPhone = async (reader: AxlReader, phone: string, given: ChangeOptions) =>
  send(
    reader,
    { operation: "applyPhone", content: [["name", phoneNamed(phone)]], command: `applyPhone ${phone}` },
    given,
  );

/** TLS needs a certificate, which a Non Secure profile does not ask for; SCCP profiles have no transport. */
export async function addNonSecureCopy(
  reader: AxlReader,
  source: SecurityProfile,
  name: string,
  given: ChangeOptions,
): Promise<Transcript> {
  const changed: Readonly<Record<string, string>> = {
    name: profileNamed(name),
    description: `${copyDescription}${source.name}`.slice(0, 100),
    deviceSecurityMode: "Non Secure",
    // A configuration file can be encrypted for secure phones only.
    tftpEncryptedConfig: "false",
    ...(source.transport === "TLS" ? { transportType: "TCP+UDP" } : {}),
    ...(source.fields.sipPhonePort === "5061" ? { sipPhonePort: "5060" } : {}),
  };
  const fields = Object.entries(source.fields).map(([tag, value]) => [tag, changed[tag] ?? value] as const);
  return await send(
    reader,
    {
      operation: "addPhoneSecurityProfile",
      content: [["phoneSecurityProfile", fields.filter(([, value]) => value !== "")]],
      command: `addPhoneSecurityProfile ${name}`,
    },
    given,
  );
}

export const removeProfile = (reader: AxlReader, name: string, given: ChangeOptions): Promise<Transcript> =>
  send(
    reader,
    {
      operation: "removePhoneSecurityProfile",
      content: [["name", profileNamed(name)]],
      command: `removePhoneSecurityProfile ${name}`,
    },
    given,
  );
