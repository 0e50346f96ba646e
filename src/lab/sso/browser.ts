// A person with a browser: opens the administration page, signs in at the IdP, carries the response back. Real HTTPS throughout.
import { request } from "node:https";
import type { NodeName } from "../../domain/ids.ts";
import type { LabClusterView } from "../model.ts";
import { LabRefusal } from "../refusal.ts";

export interface LoginResult {
  readonly ok: boolean;
  /** What the last page shows. */
  readonly says: string;
}

interface Page {
  readonly status: number;
  readonly location: string;
  readonly body: string;
}

/** Names that only the practice network knows. */
type Resolve = (host: string) => { readonly address: string; readonly port: number };

function open(address: URL, resolve: Resolve, form?: URLSearchParams): Promise<Page> {
  const { address: host, port } = resolve(address.hostname);
  const body = form?.toString();
  return new Promise((done, fail) => {
    const call = request(
      {
        host,
        port,
        path: `${address.pathname}${address.search}`,
        method: body === undefined ? "GET" : "POST",
        // People click through the warning: what is tested here is signing in, not the page's certificate.
        rejectUnauthorized: false,
        agent: false,
        headers: {
          host: address.host,
          ...(body === undefined ? {} : { "content-type": "application/x-www-form-urlencoded" }),
        },
      },
      (response) => {
        let text = "";
        response.on("data", (part: Buffer) => {
          text += part.toString("utf8");
        });
        response.on("end", () =>
          done({ status: response.statusCode ?? 0, location: response.headers.location ?? "", body: text }),
        );
        response.on("error", fail);
      },
    );
    call.on("error", fail);
    call.end(body);
  });
}

const plain = (html: string): string =>
  html
    .replace(/<[^>]*>/g, " ")
    .replaceAll("&apos;", "'")
    .replaceAll("&amp;", "&")
    .replace(/\s+/g, " ")
    .trim();
const fieldIn = (html: string, name: string): string =>
  (new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? "").replaceAll("&amp;", "&");

/** Signs in on one node as a user of the IdP. */
export async function signIn(
  cluster: LabClusterView,
  idp: { readonly host: string; readonly address: string; readonly port: number },
  who: { readonly node: NodeName; readonly user: string; readonly password: string },
): Promise<LoginResult> {
  const resolve: Resolve = (host) => {
    if (host === idp.host) return idp;
    const node = cluster.nodes.find((one) => one.name === host || host.startsWith(`${one.name}.`));
    if (node === undefined) throw new LabRefusal("lab.no.host", { host });
    return { address: node.address, port: node.ports.https };
  };
  try {
    const first = await open(new URL(`https://${who.node}:8443/ccmadmin/showHome.do`), resolve);
    if (first.status !== 302) return { ok: false, says: plain(first.body) };
    const login = await open(new URL(first.location), resolve);
    const form = new URLSearchParams({
      SAMLRequest: fieldIn(login.body, "SAMLRequest"),
      RelayState: fieldIn(login.body, "RelayState"),
      UserName: who.user,
      Password: who.password,
    });
    const answered = await open(new URL(first.location.split("?", 1)[0] ?? ""), resolve, form);
    const response = fieldIn(answered.body, "SAMLResponse");
    const action = /action="([^"]*)"/.exec(answered.body)?.[1] ?? "";
    if (response === "") return { ok: false, says: plain(answered.body) };
    const posted = new URLSearchParams({ SAMLResponse: response, RelayState: fieldIn(answered.body, "RelayState") });
    const last = await open(new URL(action), resolve, posted);
    return { ok: last.status === 200, says: plain(last.body) };
  } catch (error) {
    if (error instanceof LabRefusal) throw error;
    return {
      ok: false,
      says: `The page could not be opened (${error instanceof Error ? error.message : "no answer"}).`,
    };
  }
}
