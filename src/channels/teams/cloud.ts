// Where Microsoft's public cloud is: the only hosts that ever see the bot's token, and the only ones it takes files from.

export interface TeamsCloud {
  /** Who issues the tokens with which Teams proves itself to the bot. */
  readonly issuer: string;
  /** OpenID metadata of that issuer; names the signing keys. */
  readonly metadata: string;
  /** Where the bot gets its own token: `<login>/<tenant>/oauth2/v2.0/token`. */
  readonly login: string;
  /** What the bot's token is for. */
  readonly audience: string;
  /** Where Teams takes messages from the bot. A name stands for https on it and below it; an origin stands for itself. */
  readonly services: readonly string[];
  /** Where Teams keeps files that people send or take. The bot's token never goes there: such addresses carry their own. */
  readonly files: readonly string[];
  /** Used when a conversation's own service is not known. */
  readonly fallbackService: string;
}

/**
 * Issuer, metadata, audience: `botframework-connector` 4.23, authenticationConstants. The service hosts: Microsoft's "Teams
 * messaging endpoints" list them as `smba.trafficmanager.net`; files lie in the organisation's SharePoint.
 */
export const publicCloud: TeamsCloud = {
  issuer: "https://api.botframework.com",
  metadata: "https://login.botframework.com/v1/.well-known/openidconfiguration",
  login: "https://login.microsoftonline.com",
  audience: "https://api.botframework.com",
  services: ["smba.trafficmanager.net"],
  files: ["sharepoint.com"],
  fallbackService: "https://smba.trafficmanager.net/teams/",
};

/** True when the address lies on one of `places` and on nothing that only looks like it. */
export function isAt(address: string, places: readonly string[]): boolean {
  if (!URL.canParse(address)) return false;
  const url = new URL(address);
  if (url.username !== "" || url.password !== "") return false;
  return places.some((place) => {
    if (place.includes("://")) return url.origin === place;
    if (url.protocol !== "https:" || url.port !== "") return false;
    return url.hostname === place || url.hostname.endsWith(`.${place}`);
  });
}
