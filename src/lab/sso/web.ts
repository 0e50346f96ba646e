// The web side of single sign-on on 8443: administration pages that send people to the IdP, metadata, responses, the recovery URL.
import { randomBytes } from "node:crypto";
import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { deflateRawSync } from "node:zlib";
import { escapeXml } from "../../transport/xml.ts";
import { formOf } from "../idp/server.ts";
import type { LabClusterView, LabNode } from "../model.ts";
import { takeResponse } from "./acs.ts";

/** The address is Cisco's (216948, ADFS); whether a real node wants a login for it is not known: here it does not. */
export const spMetadataPath = "/ssosp/ws/config/metadata/sp";
const recoveryPath = "/ssosp/local/login";
const longestResponse = 4_000_000;
const loginPage = "Cisco Unified CM Administration: Username, Password";

interface Deps {
  readonly cluster: LabClusterView;
  readonly node: LabNode;
  readonly onTrouble: (error: unknown) => void;
}

const page = (says: string): string => `<!doctype html><html><body>${escapeXml(says)}</body></html>`;

function send(response: ServerResponse, status: number, body: string, type = "text/html;charset=UTF-8"): void {
  response.writeHead(status, { "content-type": type, "content-length": Buffer.byteLength(body) }).end(body);
}

function toIdp({ cluster, node }: Deps, response: ServerResponse): void {
  const sso = cluster.sso.on(node.name);
  if (!sso.enabled || sso.idp === undefined) {
    send(response, 200, page(loginPage));
    return;
  }
  const entity = cluster.sso.entityOf(node.name);
  const id = `s2${randomBytes(20).toString("hex")}`;
  const at = new Date(cluster.clock.now()).toISOString();
  const own = cluster.sso.choice.mode === "cluster-wide" ? cluster.nodes.indexOf(node) * 2 : 0;
  const xml = `<samlp:AuthnRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="${id}" Version="2.0" IssueInstant="${at}" Destination="${escapeXml(sso.idp.location)}" ForceAuthn="false" IsPassive="false" AssertionConsumerServiceIndex="${own}"><saml:Issuer xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion">${escapeXml(entity)}</saml:Issuer></samlp:AuthnRequest>`;
  sso.log.write(
    cluster.clock.now(),
    "debug",
    sso.traceLevel,
    `fappend.SamlLogger - SPSSOFederate: AuthnRequest:${xml}`,
  );
  const query = new URLSearchParams({
    SAMLRequest: deflateRawSync(xml).toString("base64"),
    RelayState: "/ccmadmin/showHome.do",
  });
  response.writeHead(302, { location: `${sso.idp.location}?${query}` }).end();
}

async function consume(deps: Deps, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { cluster, node } = deps;
  const sso = cluster.sso.on(node.name);
  const form = await formOf(request, longestResponse);
  const encoded = form?.get("SAMLResponse") ?? "";
  if (!sso.enabled || sso.idp === undefined || encoded === "") return send(response, 403, page("Forbidden"));
  const now = cluster.clock.now();
  const verdict = await takeResponse(encoded, {
    key: cluster.sso.keyOf(node.name).keyPem,
    trusted: sso.idp,
    now,
    log: (level, what, lines) => sso.log.write(now, level, sso.traceLevel, what, lines),
  });
  if (!verdict.ok) return send(response, 403, page(verdict.says));
  send(response, 200, page("Cisco Unified CM Administration: signed in"));
}

/** Answers what belongs to single sign-on; everything else goes on to `next`. */
export function ssoWeb(deps: Deps, next: RequestListener): RequestListener {
  return (request, response) => {
    const path = (request.url ?? "").split("?", 1)[0] ?? "";
    const sso = deps.cluster.sso.on(deps.node.name);
    if (deps.node.network === "garbage" || deps.node.network === "flood") return void next(request, response);
    if (path === spMetadataPath && request.method === "GET") {
      return send(response, 200, deps.cluster.sso.metadata(deps.node.name), "application/xml");
    }
    if (path === "/ccmadmin/showHome.do" && request.method === "GET") return toIdp(deps, response);
    if (path === recoveryPath && request.method === "GET") {
      const open = sso.recoveryUrl || !sso.enabled;
      return send(response, open ? 200 : 403, page(open ? loginPage : "Forbidden"));
    }
    if (path.startsWith("/ssosp/saml/SSO/alias/") && request.method === "POST") {
      consume(deps, request, response).catch((error: unknown) => {
        deps.onTrouble(error);
        response.destroy();
      });
      return;
    }
    next(request, response);
  };
}
