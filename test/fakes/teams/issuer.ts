// Microsoft's side of trust, on loopback: OpenID metadata, signing keys, the directory's token endpoint. Forgers included.
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from "jose";
import type { Clock } from "../../../src/kernel/clock.ts";

export interface TokenWishes {
  readonly issuer?: string;
  readonly audience?: string;
  readonly serviceUrl?: string;
  /** Seconds from now. */
  readonly expiresIn?: number;
  readonly notBefore?: number;
  /** `forger`: signs with a key of its own under the name of ours. */
  readonly key?: "ours" | "forger" | "unknown" | "skype-only";
  readonly claims?: JWTPayload;
}

export const issuerName = "https://api.botframework.com";

export class Issuer {
  readonly #clock: Clock;
  readonly appId: string;
  readonly #secret: string;
  readonly #given = new Set<string>();
  /** How often the keys were fetched. */
  fetched = 0;
  down = false;

  constructor(clock: Clock, appId: string, secret: string) {
    this.#clock = clock;
    this.appId = appId;
    this.#secret = secret;
  }

  /** The same for every issuer of a test file: making keys takes long. */
  keys(): ReturnType<typeof makeKeys> {
    keysOfAll ??= makeKeys();
    return keysOfAll;
  }

  /** A token with which the platform proves itself to the bot. */
  async token(serviceUrl: string, wishes: TokenWishes = {}): Promise<string> {
    const keys = await this.keys();
    const now = Math.floor(this.#clock.now() / 1000);
    const { key = "ours" } = wishes;
    const signing = key === "forger" ? keys.forger : key === "skype-only" ? keys.skype : keys.ours;
    const kid = key === "unknown" ? "nobody-knows-me" : key === "skype-only" ? "key-skype" : "key-1";
    return await new SignJWT({ serviceurl: wishes.serviceUrl ?? serviceUrl, ...wishes.claims })
      .setProtectedHeader({ alg: "RS256", kid, typ: "JWT" })
      .setIssuer(wishes.issuer ?? issuerName)
      .setAudience(wishes.audience ?? this.appId)
      .setNotBefore(now + (wishes.notBefore ?? -10))
      .setExpirationTime(now + (wishes.expiresIn ?? 3600))
      .sign(signing.privateKey);
  }

  /** True for a token that this directory gave to the bot. */
  knows(authorization: string | undefined): boolean {
    return this.#given.has(authorization?.replace(/^Bearer /, "") ?? "");
  }

  /** Tokens that were given are worth nothing any more. */
  revoke(): void {
    this.#given.clear();
  }

  /** The directory and the metadata; undefined for other paths. */
  async answer(path: string, body: string, base: string): Promise<Response | undefined> {
    if (this.down && !path.endsWith("/token")) return new Response("away", { status: 503 });
    if (path === "/v1/.well-known/openidconfiguration") {
      return Response.json({ issuer: issuerName, jwks_uri: `${base}/v1/.well-known/keys` });
    }
    if (path === "/v1/.well-known/keys") {
      this.fetched += 1;
      return Response.json({ keys: (await this.keys()).published });
    }
    if (path.endsWith("/oauth2/v2.0/token")) {
      const form = new URLSearchParams(body);
      if (form.get("client_id") !== this.appId) return refused("unauthorized_client", 400);
      if (form.get("client_secret") !== this.#secret) return refused("invalid_client", 401);
      if (form.get("scope") !== "https://api.botframework.com/.default") return refused("invalid_scope", 400);
      const token = `token-${this.#given.size + 1}-${Math.random().toString(36).slice(2)}`;
      this.#given.add(token);
      return Response.json({ token_type: "Bearer", access_token: token, expires_in: 3599 });
    }
    return undefined;
  }
}

let keysOfAll: ReturnType<typeof makeKeys> | undefined;

const refused = (error: string, status: number): Response =>
  Response.json({ error, error_description: "AADSTS7000215: Invalid client secret provided." }, { status });

async function makeKeys() {
  const [ours, forger, skype] = await Promise.all([
    generateKeyPair("RS256", { extractable: true }),
    generateKeyPair("RS256", { extractable: true }),
    generateKeyPair("RS256", { extractable: true }),
  ]);
  const published = [
    { ...(await exportJWK(ours.publicKey)), kid: "key-1", use: "sig", endorsements: ["msteams", "skype"] },
    { ...(await exportJWK(skype.publicKey)), kid: "key-skype", use: "sig", endorsements: ["skype"] },
  ];
  return { ours, forger, skype, published };
}
