// Runbooks for people around the cluster: single sign-on and its identity provider, Expressway-C, the authentication server.
import { X509Certificate } from "node:crypto";
import type { Remedy } from "../../src/domain/report.ts";
import type { World } from "./world.ts";

const webServices = ["Cisco Tomcat", "Cisco SSOSP Tomcat", "Cisco UDS Tomcat"];

/** False for a remedy that is none of these. */
export async function aroundByHand(world: World, remedy: Remedy): Promise<boolean> {
  const doing = signOn(world, remedy) ?? (await expressway(world, remedy)) ?? authentication(world, remedy);
  return (await doing) !== undefined;
}

const done = true as const;

function signOn(world: World, { id }: Remedy): Promise<typeof done> | undefined {
  const { lab } = world;
  const { sso } = lab.hands;
  const carry = async (): Promise<typeof done> => {
    sso.exportMetadata();
    await sso.importAtIdp();
    return done;
  };
  switch (id) {
    case "import-metadata":
      return carry();
    case "import-idp-metadata":
      return (async () => {
        sso.idp.retireFormerSigning();
        await sso.importIdpMetadata();
        return done;
      })();
    case "mend-idp":
      sso.idp.claims = true;
      return Promise.resolve(done);
    case "set-clocks":
      sso.idp.clockOffset = 0;
      for (const { name } of lab.nodes) lab.hands.setNtp(name, true);
      return Promise.resolve(done);
    case "enable-sso":
      return (async () => {
        await carry();
        await sso.enable();
        return done;
      })();
    case "renew-with-sso":
      return renewWithSso(world, carry);
    default:
      return undefined;
  }
}

/** "Procedure to renew tomcat with SSO deployment enabled" (Cisco document 225746). */
async function renewWithSso({ lab }: World, carry: () => Promise<unknown>): Promise<typeof done> {
  const { sso } = lab.hands;
  await sso.disable();
  await lab.hands.renew(["tomcat"]);
  for (const service of ["Cisco Tomcat", "Cisco Tftp"]) await lab.hands.restartService(service);
  await carry();
  await sso.importIdpMetadata();
  await sso.enable();
  for (const service of webServices) await lab.hands.restartService(service);
  return done;
}

async function expressway(world: World, remedy: Remedy): Promise<typeof done | undefined> {
  const { lab } = world;
  const { hands } = lab;
  const pair = lab.expressway;
  if (pair === undefined) return undefined;
  const valuesOf = (at: number) => {
    const text = remedy.runbook[at]?.text;
    return text !== undefined && "values" in text ? (text.values ?? {}) : {};
  };
  switch (remedy.id) {
    case "trust-by-hand":
      await trustByHand(world, remedy);
      return done;
    case "remove-namesake":
      // Deleted, then checked again: the upload that comes next is the same person's.
      for (const at of remedy.runbook.keys()) {
        const { peer, subject } = valuesOf(at);
        const name = /CN=([^,\n]+)/.exec(String(subject))?.[1] ?? String(subject);
        pair.removeCa(String(peer), name);
      }
      for (const { name } of pair.peers) pair.uploadCa(name, pair.cucmPem());
      return done;
    case "sign-ecdsa":
      await hands.renew(["tomcat-ECDSA"], { signer: "ca" });
      for (const service of readers(world)) await hands.restartService(service);
      return done;
    case "fix-name":
      for (const node of lab.cluster.nodes) pair.setServerName(node.name, `${node.name}.lab.example`);
      return done;
    case "renew-expired":
      for (const { name } of pair.peers) {
        await pair.renewServer(name, "issuing");
        await pair.restart(name);
      }
      return done;
    case "start-services":
      for (const { command } of remedy.runbook) {
        const [, node, service] = /^(\S+): utils service start (.+)$/.exec(command ?? "") ?? [];
        const found = lab.nodes.find(({ name }) => name === node);
        if (found !== undefined && service !== undefined) await hands.startService(service, [found.name]);
      }
      return done;
    case "restart-expressway":
      for (const { name } of pair.peers) await pair.restart(name);
      return done;
    default:
      return undefined;
  }
}

/** 11.5 has no HAProxy. */
const readers = ({ lab }: World): readonly string[] =>
  ["Cisco CallManager", "Cisco Tftp", "Cisco Tomcat", "Cisco HAProxy"].filter((service) =>
    lab.cluster.nodes.some((node) => node.powered && node.services.get(service)?.activated === true),
  );

/** The support document's own steps: what each side lacks is copied from the other, then the services are restarted. */
async function trustByHand(world: World, { runbook }: Remedy): Promise<void> {
  const { lab } = world;
  const pair = lab.expressway;
  if (pair === undefined) return;
  const asked = (id: string): boolean => runbook.some((step) => step.id === id);
  if (asked("upload-to-expressway")) for (const { name } of pair.peers) pair.uploadCa(name, pair.cucmPem());
  if (asked("show-pem")) trustPeers(world, pair);
  const restart = readers(world).filter((service) => asked(`restart-${service.slice(6).toLowerCase()}`));
  for (const service of restart) await lab.hands.restartService(service);
}

function trustPeers({ lab }: World, { company, peers }: NonNullable<World["lab"]["expressway"]>): void {
  const { root, issuing, newRoot } = company;
  // What the page holds: a certificate that waits for a restart is the one that will be shown.
  for (const { stored } of peers) {
    const leaf = new X509Certificate(stored.pem);
    const signed = ({ pem }: { readonly pem: string }): boolean => leaf.checkIssued(new X509Certificate(pem));
    // Whoever signed it, and who signed that; a certificate that signed itself stands for itself.
    const pems = signed(issuing) ? [root.pem, issuing.pem] : signed(newRoot) ? [newRoot.pem] : [stored.pem];
    for (const store of ["tomcat-trust", "CallManager-trust"] as const) {
      for (const pem of pems) lab.hands.importTrust(store, pem);
    }
  }
}

function authentication({ lab }: World, { id, title }: Remedy): Promise<typeof done> | undefined {
  const { dot1x } = lab.hands;
  const { publisher } = lab.cluster;
  switch (id) {
    case "dot1x-add-capf":
      dot1x.trust(publisher.own.get("CAPF")?.pem ?? "");
      return Promise.resolve(done);
    case "dot1x-restore-former": {
      const issuers = "values" in title ? String(title.values?.issuers ?? "") : "";
      const known = [...(publisher.trust.get("CAPF-trust") ?? []), ...(publisher.trust.get("CallManager-trust") ?? [])];
      for (const { commonName, pem } of known) if (issuers.includes(commonName)) dot1x.trust(pem);
      return Promise.resolve(done);
    }
    default:
      return undefined;
  }
}
