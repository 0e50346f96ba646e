// How a phone decides whether it takes a trust list or a configuration file. It holds, it checks, it asks TVS; it knows no table.
import { type TrustListKind, trustRoles } from "../domain/cluster.ts";
import { type HeldList, isNamed } from "./list-library.ts";
import type { Phone } from "./phone.ts";
import type { TvsQuestion, TvsReply } from "./phone-tvs.ts";
import type { PhoneWorld } from "./phone-world.ts";
import { readSignedFile, signedBy } from "./signed-file.ts";

export type ListDecision = "same" | "first" | "updated" | "refused";

const { SAST, CCM, "CCM+TFTP": ccmTftp, TFTP, TVS } = trustRoles;
/** Bytes. */
const largestListOfPhones = 64 * 1024;
const signsFiles = [ccmTftp, TFTP];
export const callManagerRoles = [CCM, ccmTftp];

/** The lists that a phone holds, read. */
const heldBy = (phone: Phone, world: PhoneWorld): HeldList[] =>
  [world.library.get(phone.held.ctl), world.library.get(phone.held.itl)].filter((list) => list !== undefined);

/**
 * Offers a served list to a phone; keeps it in `phone.held` when the phone takes it.
 *
 * It takes the list when it holds none at all; when the signer is a SAST in a list it holds and that certificate's key made the
 * signature; when its ITL has empty TVS and TFTP sections (roll-back parameter) and it holds no CTL; or when a TVS server that its ITL
 * names, shown to be that server by its TLS certificate, vouches for the signer. (Security Guide 15, default security.)
 */
export async function offerList(
  phone: Phone,
  kind: TrustListKind,
  bytes: Uint8Array,
  world: PhoneWorld,
): Promise<ListDecision> {
  const slot = kind === "ITL" ? "itl" : "ctl";
  // "Phones fail to register" with an ITL over 64 KB (Security Guide 15): taken here as a file they cannot keep.
  if (bytes.length > largestListOfPhones) return "refused";
  const served = world.library.read(bytes);
  if (served === undefined || served.list.kind !== kind) return "refused";
  if (served.digest === phone.held[slot]) return "same";
  const first = phone.held[slot] === undefined;
  if (!(await accepts(phone, served, world))) return "refused";
  phone.held = { ...phone.held, [slot]: served.digest };
  return first ? "first" : "updated";
}

async function accepts(phone: Phone, served: HeldList, world: PhoneWorld): Promise<boolean> {
  const held = heldBy(phone, world);
  if (held.length === 0) return true;
  const { signer } = served.list;
  const known = held.flatMap((list) => list.recordsOf([SAST])).filter((record) => isNamed(record, signer));
  if (known.some((record) => world.library.signedBy(served, record.certificate))) return true;
  if (takesAnything(phone, world)) return true;
  // The list carries its signer's certificate as a SAST record: this is what the phone asks about.
  const claimed = served.recordsOf([SAST]).find((record) => isNamed(record, signer));
  if (claimed === undefined || !world.library.signedBy(served, claimed.certificate)) return false;
  return (await vouched(phone, { certificate: claimed.certificate }, [SAST], world)) !== undefined;
}

/** An ITL made while *Prepare Cluster for Rollback to pre-8.0* is on; a CTL still binds (Cisco document 213407). */
function takesAnything(phone: Phone, world: PhoneWorld): boolean {
  const itl = world.library.get(phone.held.itl);
  return itl !== undefined && phone.held.ctl === undefined && itl.recordsOf([...signsFiles, TVS]).length === 0;
}

/**
 * Asks the TVS servers of the phone's group, one after the other, until one that it trusts vouches; that answer. A server is trusted
 * when the certificate on its port is one that the phone's ITL names as TVS.
 */
async function vouched(
  phone: Phone,
  question: TvsQuestion,
  roles: readonly number[],
  world: PhoneWorld,
): Promise<TvsReply | undefined> {
  const itl = world.library.get(phone.held.itl);
  if (itl === undefined) return undefined;
  for (const name of phone.group) {
    const node = world.node(name);
    if (node === undefined) continue;
    const reply = await world.tvs(node, `${phone.model.replace("Cisco ", "CP-")}-${phone.name}`, question);
    if (reply === undefined || !itl.holds(reply.served, [TVS])) continue;
    if (reply.vouches && roles.some((role) => reply.roles.includes(role))) return reply;
  }
  return undefined;
}

/** The configuration's text when the phone can tell who signed it, by a list it holds or through TVS; else undefined. */
export async function trustedConfiguration(
  phone: Phone,
  bytes: Uint8Array,
  world: PhoneWorld,
): Promise<string | undefined> {
  const file = readSignedFile(bytes);
  if (file === undefined || file.fileName !== `${phone.name}.cnf.xml.sgn`) return undefined;
  const held = heldBy(phone, world);
  if (held.length === 0 || takesAnything(phone, world)) return file.content;
  const known = held.flatMap((list) => list.recordsOf([...signsFiles, SAST]));
  if (known.some((record) => isNamed(record, file.signer) && signedBy(file, record.certificate))) return file.content;
  // A file does not carry its signer's certificate: the phone asks TVS for it by name and serial.
  const answer = await vouched(phone, file.signer, [...signsFiles, SAST], world);
  return answer?.certificate !== undefined && signedBy(file, answer.certificate) ? file.content : undefined;
}
