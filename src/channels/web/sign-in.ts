// Sign-in to the web chat by OpenID Connect, for a real cluster: who comes back from the identity provider is who they are here.
import { AuthorizationResponseError } from "openid-client";
import type { Actor } from "../../domain/person.ts";
import { type Http, problem } from "../../http/http.ts";
import { say } from "../../i18n/say.ts";
import type { Clock } from "../../kernel/clock.ts";
import type { Logger } from "../../kernel/logger.ts";
import { cookieOf, visitCookie, visitName } from "./cookies.ts";
import { type Notice, noticePage } from "./notice-page.ts";
import { NoSuchClaim, openIdProvider, type Pending, type ProviderOptions } from "./provider.ts";
import { Seal } from "./seal.ts";
import { Sessions } from "./sessions.ts";
import type { Entered, Visitors } from "./visitors.ts";

export interface SignInOptions extends Omit<ProviderOptions, "callback"> {
  readonly http: Http;
  /** What people open, for example `https://certops.example.com`; behind a reverse proxy not what we listen on. */
  readonly publicUrl: string;
  /** A visit ends after so many hours. */
  readonly hours: number;
  /** May this account read here at all? Asked with every request. */
  readonly known: (actor: Actor) => boolean;
  /** As the policy calls somebody. */
  readonly nameOf: (user: string) => string | undefined;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Seconds for a sign-in at the provider. */
const signInSeconds = 600;
/** Beyond it the oldest are forgotten; their codes are spent at the provider all the same. */
const mostSpent = 10_000;
const visitCookieName = "certops_visit";
const pendingCookieName = "certops_signin";
const sweepMs = 30_000;

/** Mounts `/signin`, `/signin/callback`, `/signout` and says who is who. `close` ends the watch for visits that run out. */
export function createSignIn(options: SignInOptions): Visitors & { close(): void } {
  const { http, clock, logger } = options;
  const base = new URL(options.publicUrl);
  const secure = base.protocol === "https:";
  const provider = openIdProvider({ ...options, callback: new URL("/signin/callback", base).href });
  const sessions = new Sessions(clock, options.hours);
  const seal = new Seal();
  /** Sign-ins that were finished, by their state, with the time until which they could be. */
  const spent = new Map<string, number>();
  const sweep = setInterval(() => sessions.sweep(), sweepMs);
  sweep.unref();

  const cookie = (name: string, value: string, seconds: number): string => visitCookie(name, value, seconds, secure);
  const named = (cookies: string | null | undefined, name: string): string | undefined =>
    cookieOf(cookies, visitName(name, secure));
  const read = (request: Request, name: string): string | undefined => named(request.headers.get("cookie"), name);
  const gone = (name: string): string => cookie(name, "", 0);

  /** A sign-in that was begun can be finished once, by the browser that began it: it alone holds what it takes. */
  const take = (request: Request): Pending | undefined => {
    const opened = seal.open(read(request, pendingCookieName) ?? "");
    // What opens was sealed here a moment ago.
    const found = opened === undefined ? undefined : (JSON.parse(opened) as Pending & { readonly until: number });
    if (found === undefined || found.until <= clock.now() || spent.has(found.state)) return undefined;
    spent.set(found.state, found.until);
    for (const [state, until] of spent) {
      if (spent.size <= mostSpent && until > clock.now()) break;
      spent.delete(state);
    }
    return found;
  };

  http.route("GET", "/signin", async (request, { query }) => {
    try {
      const { url, pending: waits } = await provider.begin({ asOther: query.get("as") === "other" });
      const kept = seal.close(JSON.stringify({ ...waits, until: clock.now() + signInSeconds * 1000 }));
      const headers = { location: url.href, "set-cookie": cookie(pendingCookieName, kept, signInSeconds) };
      return new Response(null, { status: 303, headers });
    } catch (error) {
      logger.warn({ error: told(error), issuer: options.issuer }, "the identity provider cannot be asked");
      return noticePage(request, trouble("unreachable", 502));
    }
  });

  http.route("GET", "/signin/callback", async (request) => {
    const waits = take(request);
    if (waits === undefined) return noticePage(request, trouble("expired", 400));
    // As the provider redirected it: our own listener may stand behind a proxy under another name.
    const returned = new URL(base);
    returned.pathname = "/signin/callback";
    returned.search = new URL(request.url).search;
    try {
      const who = await provider.finish(returned, waits);
      sessions.end(read(request, visitCookieName));
      const id = sessions.begin(who);
      logger.info({ user: who.user }, "signed in");
      const headers = new Headers({ location: "/" });
      headers.append("set-cookie", cookie(visitCookieName, id, options.hours * 3600));
      headers.append("set-cookie", gone(pendingCookieName));
      return new Response(null, { status: 303, headers });
    } catch (error) {
      logger.warn({ error: told(error) }, "a sign-in failed");
      return noticePage(request, failed(error));
    }
  });

  // By POST alone: a picture on another page must not sign anybody out.
  http.route("POST", "/signout", async (request) => {
    const id = read(request, visitCookieName);
    const session = sessions.of(id);
    sessions.end(id);
    const back = new URL("/signed-out", base).href;
    const url =
      session === undefined ? undefined : await provider.signOutUrl(session.idToken, back).catch(() => undefined);
    return Response.json({ next: url?.href ?? "/signed-out" }, { headers: { "set-cookie": gone(visitCookieName) } });
  });

  http.route("GET", "/signed-out", (request) =>
    noticePage(request, {
      status: 200,
      title: say("signin.out"),
      text: say("signin.out.text"),
      link: { href: "/signin", text: say("signin.again") },
    }),
  );

  return {
    tenant: options.issuer,
    signsIn: true,
    choices: [],
    choose: () => undefined,
    nameOf: (user) => options.nameOf(user) ?? user,
    close: () => clearInterval(sweep),
    enter: (cookies): Entered => {
      const session = sessions.of(named(cookies, visitCookieName));
      if (session === undefined) return { kind: "nobody" };
      const { user, name, ended } = session;
      const visitor = { user, name: options.nameOf(user) ?? name, tenant: options.issuer, ended };
      if (options.known({ platform: "web", tenant: options.issuer, user, displayName: name }))
        return { kind: "visitor", visitor };
      return { kind: "stranger", name, account: `web: ${options.issuer} / ${user}` };
    },
  };
}

type NoVisitor = Exclude<Entered, { kind: "visitor" }>;

/** Status and code for what a page's script sent without a visit. */
export const refusedVisit = ({ kind }: NoVisitor): [status: number, error: string] =>
  kind === "nobody" ? [401, "sign-in"] : [403, "stranger"];

/** What a browser gets that has no visit: the page leads to sign-in, the page's own questions are refused. */
export function turnedAway(entered: NoVisitor, request: Request): Response {
  const page = (request.headers.get("accept") ?? "").includes("text/html");
  if (!page) return problem(...refusedVisit(entered));
  if (entered.kind === "nobody") return new Response(null, { status: 303, headers: { location: "/signin" } });
  return noticePage(request, {
    status: 403,
    title: say("signin.stranger", { name: entered.name.slice(0, 80) }),
    text: say("signin.stranger.text", { account: entered.account.slice(0, 300) }),
    link: { href: "/signin?as=other", text: say("signin.as-other") },
  });
}

const trouble = (what: "unreachable" | "expired" | "refused" | "failed", status: number): Notice => ({
  status,
  title: say(`signin.${what}`),
  text: say(`signin.${what}.text`),
  link: { href: "/signin", text: say("signin.again") },
});

function failed(error: unknown): Notice {
  if (error instanceof AuthorizationResponseError) return trouble("refused", 403);
  if (error instanceof NoSuchClaim) {
    const notice = trouble("failed", 403);
    return { ...notice, text: say("signin.claim.text", { claim: error.claim }) };
  }
  return trouble("failed", 403);
}

/** Names and codes alone: messages and causes may quote tokens. */
function told(error: unknown): Record<string, string> {
  if (!(error instanceof Error)) return { kind: "unknown" };
  const code = "code" in error && typeof error.code === "string" ? { code: error.code } : {};
  const answer = error instanceof AuthorizationResponseError ? { answer: error.error } : {};
  return { kind: error.name, ...code, ...answer };
}
