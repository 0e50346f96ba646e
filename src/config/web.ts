// The web chat's part of certops.yaml: off, or on with sign-in.
import type { Policy } from "../domain/person.ts";
import type { Report } from "./report.ts";
import type { RawWeb } from "./schema.ts";
import { readSecret, type SecretSource } from "./secrets.ts";
import { Secret, type WebSettings } from "./settings.ts";

const defaults = { scopes: ["openid", "profile"], userClaim: "sub", hours: 10 } as const;

interface From {
  readonly practice: boolean;
  readonly policy: Policy;
  readonly source: SecretSource;
  readonly report: Report;
}

/** Undefined: something is wrong and was reported. With a real cluster the page needs sign-in, or it stays off. */
export function settleWeb(raw: RawWeb | undefined, from: From): WebSettings | undefined {
  const { practice, policy, source, report } = from;
  if ((raw?.enabled ?? practice) === false) return { enabled: false };
  const { signIn, publicUrl } = raw ?? {};
  if (practice && signIn === undefined) return { enabled: true };
  if (signIn === undefined || publicUrl === undefined) {
    report(["web", "enabled"], { id: "config.web.sign-in" }, { id: "config.web.sign-in.fix" });
    return undefined;
  }
  for (const [key, url] of [
    [["web", "publicUrl"], publicUrl],
    [["web", "signIn", "issuer"], signIn.issuer],
  ] as const) {
    if (isSafe(url, key.at(-1) === "publicUrl")) continue;
    report(key, { id: "config.web.url", values: { url } }, { id: "config.web.url.fix" });
    return undefined;
  }
  const secret = readSecret(
    { name: "clientSecret", env: signIn.clientSecretEnv, file: signIn.clientSecretFile },
    source,
  );
  if (!(secret instanceof Secret)) {
    report(["web", "signIn", secret.key], secret.problem, secret.fix);
    return undefined;
  }
  const userClaim = signIn.userClaim ?? defaults.userClaim;
  const some = policy.people.some(({ identities }) =>
    identities.some(({ platform, tenant }) => platform === "web" && tenant === signIn.issuer),
  );
  if (!some) {
    const values = { issuer: signIn.issuer, claim: userClaim };
    report(["web", "signIn", "issuer"], { id: "config.web.nobody" }, { id: "config.web.nobody.fix", values });
  }
  return {
    enabled: true,
    publicUrl,
    signIn: {
      issuer: signIn.issuer,
      clientId: signIn.clientId,
      clientSecret: secret,
      scopes: signIn.scopes ?? defaults.scopes,
      userClaim,
      hours: signIn.hours ?? defaults.hours,
    },
  };
}

const loopback = ["127.0.0.1", "[::1]", "localhost"];

/** Cookies, codes and tokens go there: https, or this machine. */
function isSafe(text: string, bare: boolean): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  if (url.username !== "" || url.password !== "" || url.hash !== "" || url.search !== "") return false;
  if (bare && url.pathname !== "/") return false;
  return url.protocol === "https:" || (url.protocol === "http:" && loopback.includes(url.hostname));
}
