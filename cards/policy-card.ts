// Who could approve, and why the others could not.
import type { Refusal } from "../src/domain/approval.ts";
import type { Card } from "../src/domain/card.ts";
import type { MayStart } from "../src/domain/dry-run.ts";
import type { Impact } from "../src/domain/impact.ts";
import type { Person } from "../src/domain/person.ts";
import type { Phrase } from "../src/domain/text.ts";
import { say } from "../src/i18n/say.ts";
import { mayStartText } from "./dry-run-card.ts";
import { impactBadge, impactText, list, text } from "./words.ts";

export interface Eligible {
  readonly person: Person;
  readonly why: Refusal | undefined;
}

/** `subject`: what would be approved. Who could comes first. */
export function policyCard(about: {
  readonly subject: Phrase;
  readonly impact: Impact;
  readonly needed: number;
  readonly people: readonly Eligible[];
  readonly mayStart: MayStart;
  readonly version: string;
}): Card {
  const title = say("card.policy.title", { plan: about.subject });
  const sorted = about.people.toSorted((a, b) => Number(a.why !== undefined) - Number(b.why !== undefined));
  return {
    title,
    badge: impactBadge(about.impact),
    tone: "neutral",
    body: [
      text(say("card.policy.needed", { impact: impactText(about.impact), needed: about.needed }), { strong: true }),
      text(mayStartText(about.mayStart)),
      list(
        sorted.map(({ person, why }) => ({
          text: say("card.policy.person", { person: person.name, roles: person.roles.join(", ") }),
          detail:
            why === undefined ? say("card.policy.can") : say("card.policy.why", { why: say(`card.refusal.${why}`) }),
          mark: why === undefined ? ("ok" as const) : ("waiting" as const),
        })),
      ),
      text(say("card.policy.version", { version: about.version.slice(0, 12) }), { subtle: true }),
    ],
    actions: [],
    summary: title,
  };
}
