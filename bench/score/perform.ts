// Carries out what the story says, with an administrator's hands and nothing else, and lets the consequences come.
import type { NodeName } from "../../src/domain/ids.ts";
import { systemClock } from "../../src/kernel/clock.ts";
import type { LabIdentity } from "../../src/lab/model.ts";
import type { Act, Story } from "./act.ts";
import { quickly, type World } from "./world.ts";

const hour = 3_600_000;
/** Phones that wait to try again do so seldom at this pace, and CAPF still issues an LSC within seconds. */
const slowly = 30;
/** Longer than phones and apps wait until they try again. */
const tryAgainMs = 130_000;

/** What an administrator remembers of what he replaced. */
interface Memory {
  formerCapf: LabIdentity | undefined;
}

/** Does all of it, in order, each act when the one before has had its consequences. */
export async function perform(world: World, { acts }: Pick<Story, "acts">): Promise<void> {
  const memory: Memory = { formerCapf: undefined };
  for (const act of acts) {
    world.pace(quickly);
    await carryOut(world, act, memory);
    // People take minutes; phones that are not registered try again meanwhile.
    await aftermath(world);
  }
  await aftermath(world);
}

/** What was not asked for happens too: phones and apps that try again, keepalives that are missed. Life has its own pace then. */
export async function aftermath(world: World): Promise<void> {
  world.pace(quickly);
  await quiet(world);
  await world.lab.cluster.clock.sleep(tryAgainMs);
  await quiet(world);
  await started(world);
  world.pace(1);
}

/** No phone boots for the first time and no service starts or stops. */
async function quiet({ lab }: World): Promise<void> {
  const { cluster } = lab;
  const still = (): boolean =>
    cluster.nodes.every((node) =>
      [...node.services.values()].every(({ state }) => state === "started" || state === "stopped"),
    );
  for (let round = 0; round < 200; round += 1) {
    await cluster.phonesSettled(AbortSignal.timeout(60_000));
    if (still()) return;
    await cluster.clock.sleep(5_000);
  }
  throw new Error("the cluster does not come to rest");
}

/** Whoever is in the middle of a start ends it: on a busy machine that takes real time, in which an hour of the cluster's would pass. */
async function started(world: World): Promise<void> {
  world.pace(slowly);
  for (let round = 0; round < 2_000 && world.lab.cluster.phonesStarting() > 0; round += 1) await systemClock.sleep(5);
}

async function carryOut(world: World, act: Act, memory: Memory): Promise<void> {
  const { lab } = world;
  const { hands } = lab;
  const at = (index: number): NodeName => {
    const node = lab.nodes[index];
    if (node === undefined) throw new Error(`the cluster has no node ${index}`);
    return node.name;
  };
  const some = (nodes: readonly number[] | undefined): readonly NodeName[] | undefined => nodes?.map(at);
  const first = (count: number | undefined) => (count === undefined ? undefined : { first: count });
  const { cluster } = lab;
  switch (act.do) {
    case "renew": {
      if (act.units.includes("CAPF")) memory.formerCapf = cluster.publisher.own.get("CAPF");
      const names = Array.from({ length: act.names ?? 0 }, (_, n) => `site-${n}.branch-office.phones.lab.example`);
      return await hands.renew(act.units, {
        ...(act.node === undefined ? {} : { node: at(act.node) }),
        ...(act.signer === undefined ? {} : { signer: act.signer }),
        ...(names.length === 0 ? {} : { names }),
      });
    }
    case "restart":
      return await hands.restartService(act.service, some(act.nodes));
    case "stop":
      return await hands.stopService(act.service, some(act.nodes));
    case "start":
      return await hands.startService(act.service, some(act.nodes));
    case "ctl-update":
      return await hands.ctlUpdate();
    case "rollback":
      return hands.setRollback(act.on);
    case "interaction":
      return hands.setPhoneInteraction(act.way);
    case "reset-phones":
      return void hands.resetPhones();
    case "reboot-phones":
      return void hands.rebootPhones(first(act.first));
    case "delete-lists":
      return void hands.deleteTrustLists(first(act.first));
    case "phones-power":
      return void hands.powerPhones(act.on, first(act.first));
    case "node-power":
      return hands.powerNode(at(act.node), act.on);
    case "network":
      return hands.setNetwork(at(act.node), act.condition);
    case "firewall-tvs":
      for (const node of some(act.nodes) ?? lab.nodes.map(({ name }) => name))
        hands.setFirewall(node, "tvs", act.on ? "reject" : "open");
      return;
    case "ntp":
      return hands.setNtp(at(act.node), act.on);
    case "pass":
      return await pass(world, act.hours);
    case "back-up":
      return hands.backUp(act.success);
    case "delete-former-capf":
      return hands.deleteCertificate(act.store, memory.formerCapf?.serial ?? "");
    case "save-profile":
      return saveProfile(world, act);
    case "lsc":
      if (act.operation === "install") hands.dot1x.installLsc(first(act.first));
      else hands.dot1x.deleteLsc(first(act.first));
      return;
    case "aaa-trust":
    case "aaa-distrust": {
      const capf = act.capf === "former" ? memory.formerCapf : cluster.publisher.own.get("CAPF");
      if (capf === undefined) throw new Error("there is no such CAPF certificate");
      if (act.do === "aaa-trust") hands.dot1x.trust(capf.pem);
      else hands.dot1x.distrust(capf.serial);
      return;
    }
    case "aaa-power":
      return hands.dot1x.powerServer(act.on);
    case "reauthenticate":
      return void (await hands.dot1x.reauthenticate());
    case "bypass":
      if (act.on) hands.dot1x.bypass();
      else await hands.dot1x.endBypass();
      return;
    default:
      return await aroundTheCluster(world, act, at);
  }
}

type Around = Exclude<Act, { do: "renew" | "restart" }>;

/** Single sign-on, the identity provider, Expressway-C. */
async function aroundTheCluster(world: World, act: Around, at: (index: number) => NodeName): Promise<void> {
  const { lab } = world;
  const { sso } = lab.hands;
  const pair = lab.expressway;
  const name = (peer: number): string => pair?.peers[peer]?.name ?? "";
  switch (act.do) {
    case "export":
      return void sso.exportMetadata();
    case "import-at-idp":
      return await sso.importAtIdp();
    case "import-idp":
      return await sso.importIdpMetadata();
    case "sso-enable":
      return await sso.enable();
    case "sso-disable":
      return await sso.disable(act.nodes?.map(at));
    case "saml-trace":
      for (const node of lab.nodes) lab.cluster.sso.on(node.name).traceLevel = act.level;
      return;
    case "login": {
      // A response is valid for minutes of the cluster's own time.
      world.pace(1);
      await sso.login({ node: at(act.node) });
      return world.pace(quickly);
    }
    case "idp-signing":
      return await sso.idp.renewSigning(act.beside === true ? { beside: true } : {});
    case "idp-clock":
      sso.idp.clockOffset = act.seconds * 1000;
      return;
    case "idp-claims":
      sso.idp.claims = act.on;
      return;
    case "idp-power":
      sso.idp.powered = act.on;
      return;
    case "peer-renew":
      return await pair?.renewServer(name(act.peer), act.signer, act.days);
    case "peer-restart":
      return await pair?.restart(name(act.peer));
    case "pin-peer":
      return await world.pinPeer(act.peer);
    case "peer-log": {
      pair?.startLog(name(act.peer));
      await pair?.signIn();
      return pair?.stopLog(name(act.peer));
    }
    case "peer-power":
      return await pair?.power(name(act.peer), act.on);
    case "peer-upload":
      return pair?.uploadCa(name(act.peer), act.what === "cucm" ? pair.cucmPem() : pair.company.newRoot.pem);
    case "peer-remove":
      return void pair?.removeCa(name(act.peer), act.name);
    case "trust-import": {
      const pem = act.what === "new-root" ? pair?.company.newRoot.pem : pair?.peers[act.peer]?.stored.pem;
      return lab.hands.importTrust(act.store, pem ?? "");
    }
    case "trust-delete":
      return void lab.hands.deleteTrust(act.store, act.name);
    case "server-name":
      return pair?.setServerName(at(act.node), act.name);
    case "sign-in":
      return await pair?.signIn();
    default:
      throw new Error(`nobody knows how to ${act.do}`);
  }
}

/** Time goes by; the bot that was there takes its daily snapshot. */
async function pass(world: World, hours: number): Promise<void> {
  world.lab.hands.setTime({ offsetMs: hours * hour });
  await aftermath(world);
  if (hours < 24 || !world.looked) return;
  await world.snapshot();
}

function saveProfile({ lab }: World, { secure, first }: { secure: boolean; first: number }): void {
  for (const phone of lab.cluster.phones.slice(0, first)) {
    const profile = `${phone.model} - Standard SIP ${secure ? "Secure" : "Non-Secure"} Profile`;
    lab.hands.setSecurityProfile(profile, { names: [phone.name] });
  }
}
