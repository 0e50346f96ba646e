// The bot's own token (OAuth 2.0 client credentials of a single tenant): fetched once for all who wait, kept until shortly before it ends.
import type { Clock } from "../../kernel/clock.ts";
import type { TeamsCloud } from "./cloud.ts";
import { exchange, jsonOf, TeamsRefusal } from "./exchange.ts";

export interface Identity {
  /** Application (client) id of the bot's registration. */
  readonly appId: string;
  /** Directory (tenant) id; only people of this tenant are heard. */
  readonly tenantId: string;
  /** The value itself, at the moment it is sent. */
  readonly secret: () => string;
}

/** A token is fetched again so long before it ends: a message on its way must not outlive it. */
const marginMs = 5 * 60_000;

export class Login {
  readonly #identity: Identity;
  readonly #cloud: TeamsCloud;
  readonly #clock: Clock;
  #token: { readonly value: string; readonly until: number } | undefined;
  #underway: Promise<string> | undefined;

  constructor(identity: Identity, cloud: TeamsCloud, clock: Clock) {
    this.#identity = identity;
    this.#cloud = cloud;
    this.#clock = clock;
  }

  /** Throws TeamsRefusal with the directory's error code (`AADSTS7000215`: wrong secret) when it refuses. */
  token(): Promise<string> {
    if (this.#token !== undefined && this.#token.until > this.#clock.now()) return Promise.resolve(this.#token.value);
    this.#underway ??= this.#fetch().finally(() => {
      this.#underway = undefined;
    });
    return this.#underway;
  }

  /** The platform refused the token: the next caller gets a new one. */
  forget(): void {
    this.#token = undefined;
  }

  async #fetch(): Promise<string> {
    const { appId, tenantId, secret } = this.#identity;
    const { login, audience } = this.#cloud;
    const form = new URLSearchParams({
      grant_type: "client_credentials",
      client_id: appId,
      client_secret: secret(),
      scope: `${audience}/.default`,
    });
    const answer = await exchange(
      {
        method: "POST",
        url: `${login}/${encodeURIComponent(tenantId)}/oauth2/v2.0/token`,
        headers: { "content-type": "application/x-www-form-urlencoded", accept: "application/json" },
        body: form.toString(),
      },
      [login],
    );
    const given = jsonOf(answer);
    if (typeof given !== "object" || given === null || !("access_token" in given && "expires_in" in given))
      throw new TeamsRefusal(answer.status, "not-a-token");
    const { access_token: value, expires_in: seconds } = given;
    if (typeof value !== "string" || value === "" || typeof seconds !== "number")
      throw new TeamsRefusal(answer.status, "not-a-token");
    this.#token = { value, until: this.#clock.now() + Math.max(30_000, seconds * 1000 - marginMs) };
    return value;
  }
}
