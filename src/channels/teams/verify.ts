// Proves that a request came from Teams: the token's signature against the issuer's published keys, and what it was issued for.
import { createRemoteJWKSet, customFetch, errors, type JWTPayload, jwtVerify, type RemoteJWKSet } from "jose";
import type { Clock } from "../../kernel/clock.ts";
import { isAt, type TeamsCloud } from "./cloud.ts";
import { exchange, jsonOf, TeamsRefusal } from "./exchange.ts";

/** Why a request was not believed; a word for logs and counters, never for the sender. */
export type Disbelief =
  | "no-token"
  | "not-a-token"
  | "unknown-key"
  | "wrong-signature"
  | "expired"
  | "not-yet"
  | "wrong-issuer"
  | "wrong-audience"
  | "wrong-service"
  | "not-for-teams"
  | "keys-unreachable";

export interface Verifier {
  /**
   * Undefined when the token proves that Teams sent this activity; `serviceUrl` is the activity's. Sources: Bot Connector
   * authentication, "Authenticate requests from the Bot Connector service to your bot": issuer, audience, signing key, 5
   * minutes of clock tolerance, `serviceurl` claim equal to the activity's, key endorsed for the channel.
   */
  verify(authorization: string, serviceUrl: string): Promise<Disbelief | undefined>;
}

const toleranceSeconds = 5 * 60;
/** Keys change rarely; an unknown one is looked for at most this often, whoever sends what. */
const cooldownMs = 5 * 60_000;
const keptMs = 24 * 3_600_000;
/** The issuer's tokens are about 1,500 characters. */
const longest = 16_000;

export function createVerifier(options: {
  readonly appId: string;
  readonly cloud: TeamsCloud;
  readonly clock: Clock;
}): Verifier {
  const { appId, cloud, clock } = options;
  let keys: Promise<Keys> | undefined;
  let failedAt = Number.NEGATIVE_INFINITY;

  const load = async (): Promise<Keys> => {
    // While the issuer is away, a flood of requests with made-up tokens must not become a flood of look-ups.
    if (clock.now() - failedAt < 10_000) throw new TeamsRefusal(0, "keys-unreachable");
    keys ??= findKeys(cloud);
    try {
      return await keys;
    } catch (error) {
      keys = undefined;
      failedAt = clock.now();
      throw error;
    }
  };

  return {
    verify: async (authorization, serviceUrl) => {
      if (authorization === "") return "no-token";
      const [scheme, token, ...rest] = authorization.split(" ");
      if (scheme?.toLowerCase() !== "bearer" || token === undefined || rest.length > 0) return "not-a-token";
      if (token.length > longest) return "not-a-token";
      try {
        const found = await load();
        const { payload, protectedHeader } = await jwtVerify(token, found.set, {
          algorithms: ["RS256", "RS384", "RS512"],
          issuer: cloud.issuer,
          audience: appId,
          clockTolerance: toleranceSeconds,
          requiredClaims: ["exp", "iss", "aud"],
          currentDate: new Date(clock.now()),
        });
        if (!endorsed(found, protectedHeader.kid)) return "not-for-teams";
        return serviceOf(payload) === serviceUrl && isAt(serviceUrl, cloud.services) ? undefined : "wrong-service";
      } catch (error) {
        return disbelief(error);
      }
    },
  };
}

/** The Bot Connector's tokens write it `serviceurl` (botframework-connector, authenticationConstants.ServiceUrlClaim). */
function serviceOf(payload: JWTPayload): unknown {
  return payload.serviceurl;
}

interface Keys {
  readonly set: RemoteJWKSet;
  /** What each published key says of the channels that it may speak for. `set.jwks()` would copy all keys for each message. */
  readonly endorsements: ReadonlyMap<string, unknown>;
}

async function findKeys(cloud: TeamsCloud): Promise<Keys> {
  const { origin } = new URL(cloud.metadata);
  const metadata = jsonOf(await exchange({ method: "GET", url: cloud.metadata }, [origin]));
  const named =
    typeof metadata === "object" && metadata !== null && "jwks_uri" in metadata ? metadata.jwks_uri : undefined;
  // The keys lie where the metadata lies: nobody else may say whose signature counts.
  if (typeof named !== "string" || !isAt(named, [origin])) throw new TeamsRefusal(0, "no-keys-named");
  const endorsements = new Map<string, unknown>();
  const set = createRemoteJWKSet(new URL(named), {
    cooldownDuration: cooldownMs,
    cacheMaxAge: keptMs,
    [customFetch]: async (url) => {
      const answer = await exchange({ method: "GET", url }, [origin]);
      if (answer.status === 200) learn(jsonOf(answer), endorsements);
      return new Response(Buffer.from(answer.body), { status: answer.status });
    },
  });
  return { set, endorsements };
}

/** What was known of a key stays when it is not published any more: its tokens are proved by the set, or not. */
function learn(published: unknown, endorsements: Map<string, unknown>): void {
  const keys: unknown =
    typeof published === "object" && published !== null ? Reflect.get(published, "keys") : undefined;
  const all: readonly unknown[] = Array.isArray(keys) ? keys : [];
  for (const key of all) {
    const { kid, endorsements: named } = (key ?? {}) as Readonly<Record<string, unknown>>;
    if (typeof kid === "string") endorsements.set(kid, named);
  }
}

/** A key that names the channels it may speak for must name Teams. */
function endorsed({ endorsements }: Keys, kid: string | undefined): boolean {
  const named = endorsements.get(kid ?? "");
  return !Array.isArray(named) || named.length === 0 || named.includes("msteams");
}

function disbelief(error: unknown): Disbelief {
  if (error instanceof errors.JWTExpired) return "expired";
  if (error instanceof errors.JWTClaimValidationFailed) {
    if (error.claim === "iss") return "wrong-issuer";
    if (error.claim === "aud") return "wrong-audience";
    return error.claim === "nbf" ? "not-yet" : "not-a-token";
  }
  if (error instanceof errors.JWSSignatureVerificationFailed) return "wrong-signature";
  if (error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys)
    return "unknown-key";
  if (error instanceof TeamsRefusal || error instanceof errors.JWKSTimeout) return "keys-unreachable";
  if (error instanceof errors.JOSEError) return "not-a-token";
  return error instanceof TypeError ? "not-a-token" : "keys-unreachable";
}
