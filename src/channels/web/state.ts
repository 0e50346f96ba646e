// What the page needs to begin: who one is, who one could be, texts in one language, prompts to begin with.

import { certificateUnits } from "../../domain/cluster.ts";
import { restartableServices } from "../../domain/plan.ts";
import type { Locale } from "../../domain/text.ts";
import { en } from "../../i18n/catalogue.ts";
import { say } from "../../i18n/say.ts";
import { writerFor } from "../../i18n/write.ts";
import type { LabPanel } from "./lab-panel.ts";
import { panelDot1xVerbs, panelExpresswayVerbs, panelSsoVerbs } from "./lab-verbs.ts";
import type { PageState } from "./page/shapes.ts";
import type { Visitor, Visitors } from "./visitors.ts";

export function pageState(
  from: {
    readonly visitors: Visitors;
    readonly examples: Readonly<Record<Locale, readonly string[]>>;
    readonly lab?: LabPanel;
    readonly zone: string;
  },
  me: Visitor,
  locale: Locale,
): PageState {
  const writer = writerFor(locale, from.zone);
  const texts: Record<string, string> = {};
  for (const id of Object.keys(en)) {
    if (isPageText(id)) texts[id] = writer.write(say(id));
  }
  return {
    me: me.user,
    name: me.name,
    signedIn: from.visitors.signsIn,
    people: from.visitors.choices.map((one) => ({ user: one.user, name: one.name, role: writer.write(one.role) })),
    locale,
    zone: from.zone,
    texts,
    examples: from.examples[locale],
    lab: from.lab !== undefined,
    peers: from.lab?.peers ?? [],
    mraDoings: panelExpresswayVerbs,
    dot1xDoings: panelDot1xVerbs,
    ssoDoings: from.lab?.sso === true ? panelSsoVerbs : [],
    units: certificateUnits.map((unit) => ({ unit, touches: writer.write(say(`card.impact.touches.${unit}`)) })),
    services: restartableServices,
  };
}

type PageText = Extract<keyof typeof en, `web.page.${string}`>;
const isPageText = (id: string): id is PageText => id.startsWith("web.page.");
