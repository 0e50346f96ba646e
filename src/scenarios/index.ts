// Every scenario that can be diagnosed.
import { dot1xFailed } from "./dot1x-failed.ts";
import { mraRegistration } from "./mra-registration.ts";
import { phonesUnregistered } from "./phones-unregistered.ts";
import type { Scenario } from "./scenario.ts";
import { securePhonesUnregistered } from "./secure-phones-unregistered.ts";
import { ssoLoginFailed } from "./sso-login-failed.ts";

export const scenarios: readonly Scenario[] = [
  phonesUnregistered,
  ssoLoginFailed,
  mraRegistration,
  dot1xFailed,
  securePhonesUnregistered,
];
