// The panel's hands around the practice cluster: each word is what an administrator would do on the console (`certops lab expressway`, `certops lab sso`).
import type { PanelExpresswayVerb, PanelSsoVerb } from "../channels/web/lab-verbs.ts";
import { type ExpresswayVerb, expresswayRequest } from "../lab/expressway/request.ts";
import type { Lab } from "../lab/index.ts";
import { type SsoVerb, ssoRequest } from "../lab/sso/requests.ts";

/** `peer`: the one that it is done at, where it is done at a peer. Throws LabRefusal. */
export async function expresswayHand({ cluster, hands }: Lab, verb: PanelExpresswayVerb, peer: string): Promise<void> {
  const at = async (asked: ExpresswayVerb, value?: string): Promise<void> =>
    void (await expresswayRequest(cluster, { verb: asked, peer, value }));
  const publisher = cluster.publisher;
  switch (verb) {
    case "server-new":
    case "server-issuing":
    case "server-expired":
      return await at("renew", verb.slice(7));
    case "restart":
    case "forget-cucm":
    case "trust-cucm":
    case "sign-in":
      return await at(verb);
    case "cucm-distrust":
    case "cucm-trust":
      return await at(verb === "cucm-trust" ? "trust-company" : "distrust-company", "both");
    case "other-name":
    case "right-name": {
      const value = verb === "right-name" ? undefined : `${publisher.name}.other.example`;
      return void (await expresswayRequest(cluster, { verb: "server-name", peer: publisher.name, value }));
    }
    case "haproxy-stop":
      return await hands.stopService("Cisco HAProxy", [publisher.name]);
    case "haproxy-start":
      return await hands.startService("Cisco HAProxy", [publisher.name]);
    case "power-off":
    case "power-on":
      return await at("power", verb.slice(6));
  }
}

/** More than an assertion’s conditions bear, less than what a browser complains about. */
const clockOffSeconds = "600";

export async function ssoHand({ cluster }: Lab, verb: PanelSsoVerb): Promise<void> {
  const ask = async (asked: SsoVerb, value?: string): Promise<void> =>
    void (await ssoRequest(cluster, { verb: asked, ...(value === undefined ? {} : { value }) }));
  switch (verb) {
    case "clock-off":
    case "clock-right":
      return await ask("idp-clock", verb === "clock-off" ? clockOffSeconds : "0");
    case "claims-off":
    case "claims-on":
      return await ask("idp-claims", verb.slice(7));
    case "idp-off":
    case "idp-on":
      return await ask("idp-power", verb.slice(4));
    default:
      return await ask(verb);
  }
}
