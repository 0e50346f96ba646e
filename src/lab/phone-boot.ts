// What a phone does when it starts: trust lists, configuration, registration, in this order.
import type { TrustListKind } from "../domain/cluster.ts";
import { callManagersIn, hasCapfIn, isSecureIn } from "./config-file.ts";
import type { Node } from "./node.ts";
import type { Phone } from "./phone.ts";
import { callManagerRoles, type ListDecision, offerList, trustedConfiguration } from "./phone-trust.ts";
import type { PhoneWorld } from "./phone-world.ts";

/** The call manager it may register with, or why it does not. */
export type BootOutcome =
  | CallManagerAnswer
  | { readonly stuck: "port" | "trust-list" | "configuration" | "call-manager" };

/** `rejected`: RIS's reason of the last call manager that turned it away. */
export type CallManagerAnswer = { readonly node: Node } | { readonly rejected: number; readonly by: Node };

/**
 * One start. Behind a closed switch port nothing can be reached. Else the phone asks its first TFTP server that answers; with none it goes on with what it holds. A refused trust list ends this
 * start (docs/fidelity.md, "phones that refuse a list"): the phone keeps the old list and tries again later by itself.
 */
export async function boot(phone: Phone, world: PhoneWorld): Promise<BootOutcome> {
  if (!(await world.access.open(phone))) return { stuck: "port" };
  const server = await tftpServer(phone, world);
  if (server === undefined) {
    phone.say(world.clock.now(), "TFTP timeout");
  } else {
    if (!(await takeLists(phone, server, world))) return { stuck: "trust-list" };
    if (!(await takeConfiguration(phone, server, world))) return { stuck: "configuration" };
  }
  return (await callManager(phone, world)) ?? { stuck: "call-manager" };
}

async function tftpServer(phone: Phone, world: PhoneWorld): Promise<Node | undefined> {
  for (const name of [phone.home, ...phone.group.filter((other) => other !== phone.home)]) {
    const node = world.node(name);
    if (node !== undefined && !("unreachable" in (await world.list(node, "ITLFile.tlv")))) return node;
  }
  return undefined;
}

async function takeLists(phone: Phone, server: Node, world: PhoneWorld): Promise<boolean> {
  const ctl = await takeList(phone, "CTL", server, world);
  const itl = ctl === "refused" ? "refused" : await takeList(phone, "ITL", server, world);
  const now = world.clock.now();
  if (ctl === "refused" || itl === "refused") {
    phone.say(now, "Trust List update failed");
    return false;
  }
  if (ctl === "updated" || itl === "updated") phone.say(now, "Trust List updated");
  else if (ctl === "first" || itl === "first") {
    phone.say(now, phone.held.ctl === undefined ? "ITL installed" : "CTL and ITL installed");
  }
  return true;
}

async function takeList(
  phone: Phone,
  kind: TrustListKind,
  server: Node,
  world: PhoneWorld,
): Promise<ListDecision | "none"> {
  const fetched = await world.list(server, `${kind}File.tlv`);
  if ("bytes" in fetched) return await offerList(phone, kind, fetched.bytes, world);
  if ("missing" in fetched) phone.say(world.clock.now(), `File Not Found <${kind}File.tlv>`);
  return "none";
}

async function takeConfiguration(phone: Phone, server: Node, world: PhoneWorld): Promise<boolean> {
  const fetched = await world.configuration(server, phone.name);
  if (!("bytes" in fetched)) {
    // without a file the phone goes on with the configuration it has
    phone.say(world.clock.now(), "missing" in fetched ? `File not found <${phone.name}.cnf.xml.sgn>` : "TFTP timeout");
    return true;
  }
  const text = await trustedConfiguration(phone, fetched.bytes, world);
  if (text === undefined) {
    phone.say(world.clock.now(), "File auth fail");
    return false;
  }
  const group = callManagersIn(text).flatMap((name) => world.node(name)?.name ?? []);
  if (group.length > 0) phone.group = group;
  phone.secure = isSecureIn(text) ?? phone.secure;
  if (hasCapfIn(text)) await world.security.enrol(phone, world);
  return true;
}

/**
 * The first call manager of the group that answers, shows a secure phone a certificate that it holds, and takes the phone;
 * undefined when none answers or none is trusted.
 */
export async function callManager(phone: Phone, world: PhoneWorld): Promise<CallManagerAnswer | undefined> {
  let turnedAway: CallManagerAnswer | undefined;
  for (const name of phone.group) {
    const node = world.node(name);
    if (node === undefined || !node.acceptsRegistrations()) continue;
    if (phone.secure && !(await showsHeldCertificate(phone, node, world))) continue;
    const rejected = await world.security.rejection(phone, node);
    if (rejected === undefined) return { node };
    turnedAway = { rejected, by: node };
  }
  return turnedAway;
}

async function showsHeldCertificate(phone: Phone, node: Node, world: PhoneWorld): Promise<boolean> {
  const served = await world.sipCertificate(node);
  if (served === undefined) return false;
  const lists = [world.library.get(phone.held.ctl), world.library.get(phone.held.itl)];
  return lists.some((list) => list?.holds(served, callManagerRoles) === true);
}
