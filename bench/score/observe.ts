// The judge: what somebody sees who stands beside the phones, opens the login page or starts the app. The bot is not asked.
import type { LabPhone } from "../../src/lab/model.ts";
import type { ScenarioName } from "./act.ts";
import type { World } from "./world.ts";

/** Phones, nodes (with what the page says) or apps that people cannot work with, by name; phones too that will not come up again tomorrow. */
export async function failing(world: World, about: ScenarioName): Promise<readonly string[]> {
  switch (about) {
    case "phones-unregistered":
      return desks(world).flatMap((phone) => (registered(phone) && follows(world, phone) ? [] : [phone.name]));
    case "secure-phones-unregistered":
      return desks(world).flatMap((phone) => (registered(phone) ? [] : [phone.name]));
    case "dot1x-failed":
      return desks(world).flatMap((phone) => (registered(phone) && portOpen(world, phone) ? [] : [phone.name]));
    case "sso-login-failed":
      return await shutOut(world);
    case "mra-registration-failed":
      await world.lab.expressway?.signIn();
      return (world.lab.expressway?.apps ?? []).flatMap((app) => (app.registered ? [] : [app.name]));
  }
}

/** Whether somebody feels it now: phones without registration (also those without power), logins or apps that fail. */
export async function felt(world: World, about: ScenarioName): Promise<boolean> {
  if (about === "sso-login-failed" || about === "mra-registration-failed")
    return (await failing(world, about)).length > 0;
  return !world.lab.cluster.phones.filter(({ name }) => name.startsWith("SEP")).every(registered);
}

const registered = (phone: LabPhone): boolean => phone.registration?.status === "Registered";

/** Phones that have power. */
const desks = ({ lab }: World): readonly LabPhone[] =>
  lab.cluster.phones.filter(({ name, powered }) => powered && name.startsWith("SEP"));

/** Holds what its server serves: it will come up again tomorrow. */
function follows({ lab }: World, phone: LabPhone): boolean {
  const server = lab.hands.status().nodes.find(({ name }) => name === phone.home);
  const reached = server?.powered === true && server.network === "ok";
  return !reached || phone.held.itl === server.lists.itl;
}

const portOpen = ({ lab }: World, { name }: LabPhone): boolean => lab.hands.dot1x.portOf(name) !== "closed";

async function shutOut({ lab }: World): Promise<readonly string[]> {
  const names: string[] = [];
  for (const node of lab.cluster.nodes.filter(({ powered }) => powered)) {
    const { ok, says } = await lab.hands.sso.login({ node: node.name });
    if (!ok) names.push(`${node.name}: ${says}`);
  }
  return names;
}
