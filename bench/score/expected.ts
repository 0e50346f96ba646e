// What must be found, derived from what was done: a rule over the list of acts, by Cisco's documents. It knows nothing of the bot's checks.
import type { Story } from "./act.ts";
import { expectedMra } from "./expected-mra.ts";
import { expectedPhones } from "./expected-phones.ts";
import { expectedDot1x, expectedSecure } from "./expected-secure.ts";
import { expectedSso } from "./expected-sso.ts";
import type { Expected } from "./fault.ts";

export function expectedOf(story: Story): Expected {
  switch (story.about) {
    case "phones-unregistered":
      return expectedPhones(story);
    case "secure-phones-unregistered":
      return expectedSecure(story);
    case "dot1x-failed":
      return expectedDot1x(story);
    case "sso-login-failed":
      return expectedSso(story);
    case "mra-registration-failed":
      return expectedMra(story);
  }
}
