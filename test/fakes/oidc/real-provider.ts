// A certified OpenID provider in process: people sign in on its own pages.
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import Provider from "oidc-provider";

export interface RealProvider {
  readonly issuer: string;
  close(): Promise<void>;
}

export const client = { id: "certops", secret: "a-secret-of-sufficient-length-1234" } as const;

/** Takes any name as login and signs that name in; `callback` is the one address it sends people back to. */
export async function startRealProvider(publicUrl: string): Promise<RealProvider> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: client.id,
        client_secret: client.secret,
        redirect_uris: [`${publicUrl}/signin/callback`],
        post_logout_redirect_uris: [`${publicUrl}/signed-out`],
        response_types: ["code"],
        grant_types: ["authorization_code"],
      },
    ],
    pkce: { required: () => true },
    claims: { openid: ["sub"], profile: ["name"] },
    conformIdTokenClaims: false,
    findAccount: (_context, sub) => ({ accountId: sub, claims: () => ({ sub, name: `${sub} of Example` }) }),
    cookies: { keys: ["test-key"] },
    ttl: { Session: 3600, Grant: 3600, Interaction: 600, IdToken: 600, AccessToken: 600 },
  });
  server.on("request", provider.callback());
  return { issuer, close: () => stop(server) };
}

async function stop(server: Server): Promise<void> {
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
