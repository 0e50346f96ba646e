// An OpenID provider that says whatever a test wants, right or forged: it signs in one name at once.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { type CryptoKey, exportJWK, generateKeyPair, type JWTPayload, SignJWT } from "jose";
import { client } from "./real-provider.ts";

export interface ForgingProvider {
  readonly issuer: string;
  /** Changes what the next ID token says. */
  claims: (honest: JWTPayload) => JWTPayload;
  /** Signs with a key that the provider never published. */
  foreignKey: boolean;
  /** Answers the authorization request with this error instead of a code. */
  refuses: string | undefined;
  /** How often a code was redeemed. */
  readonly redeemed: string[];
  /** Closes its door: nobody can ask it. */
  close(): Promise<void>;
}

export async function startForgingProvider(): Promise<ForgingProvider> {
  const keys = await generateKeyPair("RS256");
  const strange = await generateKeyPair("RS256");
  const jwk = { ...(await exportJWK(keys.publicKey)), kid: "k1", alg: "RS256", use: "sig" };
  const nonces = new Map<string, string>();
  const redeemed: string[] = [];
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? "/", self.issuer);
    const json = (body: unknown, status = 200): void => {
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
    };
    if (url.pathname === "/.well-known/openid-configuration") return json(metadata(self.issuer));
    if (url.pathname === "/jwks") return json({ keys: [jwk] });
    if (url.pathname === "/auth") {
      const back = new URL(url.searchParams.get("redirect_uri") ?? "");
      const code = `code-${nonces.size + 1}`;
      nonces.set(code, url.searchParams.get("nonce") ?? "");
      if (self.refuses === undefined) back.searchParams.set("code", code);
      else back.searchParams.set("error", self.refuses);
      back.searchParams.set("state", url.searchParams.get("state") ?? "");
      return void response.writeHead(302, { location: back.href }).end();
    }
    let body = "";
    request.on("data", (part) => {
      body += part;
    });
    request.on("end", () => {
      const code = new URLSearchParams(body).get("code") ?? "";
      redeemed.push(code);
      const key = self.foreignKey ? strange.privateKey : keys.privateKey;
      void token(key, nonces.get(code)).then((id_token) => json({ access_token: "a", token_type: "bearer", id_token }));
    });
  });
  const token = (key: CryptoKey, nonce: string | undefined): Promise<string> => {
    const now = Math.floor(Date.now() / 1000);
    const honest: JWTPayload = {
      iss: self.issuer,
      sub: "ada",
      aud: client.id,
      iat: now,
      exp: now + 300,
      name: "Ada of Example",
      ...(nonce === undefined ? {} : { nonce }),
    };
    return new SignJWT(self.claims(honest)).setProtectedHeader({ alg: "RS256", kid: "k1" }).sign(key);
  };
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const self: ForgingProvider = {
    issuer: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    claims: (honest) => honest,
    foreignKey: false,
    refuses: undefined,
    redeemed,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return self;
}

const metadata = (issuer: string) => ({
  issuer,
  authorization_endpoint: `${issuer}/auth`,
  token_endpoint: `${issuer}/token`,
  jwks_uri: `${issuer}/jwks`,
  response_types_supported: ["code"],
  subject_types_supported: ["public"],
  id_token_signing_alg_values_supported: ["RS256"],
  code_challenge_methods_supported: ["S256"],
});
