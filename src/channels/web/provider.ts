// The identity provider, spoken to by openid-client: authorization code with PKCE, state and nonce.
import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  buildEndSessionUrl,
  ClientSecretBasic,
  type Configuration,
  calculatePKCECodeChallenge,
  clockTolerance,
  discovery,
  enableNonRepudiationChecks,
  randomPKCECodeVerifier,
  randomState,
} from "openid-client";

export interface ProviderOptions {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly scopes: readonly string[];
  /** The claim of the ID token that is the user, for example `sub`. */
  readonly userClaim: string;
  /** Where the provider sends people back to. */
  readonly callback: string;
}

/** What has to come back; kept on the server until then. */
export interface Pending {
  readonly verifier: string;
  readonly state: string;
  readonly nonce: string;
}

export interface SignedIn {
  readonly user: string;
  readonly name: string;
  readonly idToken: string;
}

export interface Provider {
  /** Where to send the browser. */
  begin(options?: { readonly asOther?: boolean }): Promise<{ readonly url: URL; readonly pending: Pending }>;
  /** Redeems the code. Throws what openid-client throws when anything does not fit. */
  finish(returned: URL, pending: Pending): Promise<SignedIn>;
  /** The provider's own sign-out page, when it has one. */
  signOutUrl(idToken: string, back: string): Promise<URL | undefined>;
}

/** Seconds that the provider's clock may differ from ours. */
const skew = 30;
/** Seconds for one question to the provider. */
const patience = 10;

export function openIdProvider(options: ProviderOptions): Provider {
  let found: Promise<Configuration> | undefined;
  /** Its metadata are read once; a provider that did not answer is asked again next time. */
  const configuration = (): Promise<Configuration> => {
    found ??= discovery(
      new URL(options.issuer),
      options.clientId,
      { client_secret: options.clientSecret, [clockTolerance]: skew },
      ClientSecretBasic(options.clientSecret),
      {
        timeout: patience,
        execute: [
          // By default a token that came straight from the provider over TLS is believed without its signature.
          enableNonRepudiationChecks,
          // The configuration takes plain http for this machine alone.
          ...(options.issuer.startsWith("http://") ? [allowInsecureRequests] : []),
        ],
      },
    ).catch((error: unknown) => {
      found = undefined;
      throw error;
    });
    return found;
  };

  return {
    begin: async ({ asOther } = {}) => {
      const pending = { verifier: randomPKCECodeVerifier(), state: randomState(), nonce: randomState() };
      const url = buildAuthorizationUrl(await configuration(), {
        redirect_uri: options.callback,
        scope: options.scopes.join(" "),
        code_challenge: await calculatePKCECodeChallenge(pending.verifier),
        code_challenge_method: "S256",
        state: pending.state,
        nonce: pending.nonce,
        // Without it the provider would say the same name again.
        ...(asOther === true ? { prompt: "login" } : {}),
      });
      return { url, pending };
    },
    finish: async (returned, pending) => {
      const tokens = await authorizationCodeGrant(await configuration(), returned, {
        pkceCodeVerifier: pending.verifier,
        expectedState: pending.state,
        expectedNonce: pending.nonce,
        idTokenExpected: true,
      });
      const claims = tokens.claims();
      const user = claims?.[options.userClaim];
      if (claims === undefined || tokens.id_token === undefined || typeof user !== "string" || user === "")
        throw new NoSuchClaim(options.userClaim);
      // An address that nobody has confirmed could be anybody's.
      if (options.userClaim === "email" && claims.email_verified === false) throw new NoSuchClaim("email_verified");
      const name = claims.name;
      return { user, name: typeof name === "string" && name !== "" ? name : user, idToken: tokens.id_token };
    },
    signOutUrl: async (idToken, back) => {
      const config = await configuration();
      if (config.serverMetadata().end_session_endpoint === undefined) return undefined;
      return buildEndSessionUrl(config, { id_token_hint: idToken, post_logout_redirect_uri: back });
    },
  };
}

export class NoSuchClaim extends Error {
  readonly claim: string;

  constructor(claim: string) {
    super(`the ID token holds no usable claim ${claim}`);
    this.name = "NoSuchClaim";
    this.claim = claim;
  }
}
