// What is asked back when words point at something that neither they nor their thread name: a question and a few buttons.
import type { Choice } from "../cards/answer-cards.ts";
import { scenarioChoice } from "../cards/answer-cards.ts";
import { missingCard } from "../cards/unsure-cards.ts";
import type { Card } from "../src/domain/card.ts";
import type { Cluster } from "../src/domain/cluster.ts";
import { verbatim } from "../src/domain/text.ts";
import { say } from "../src/i18n/say.ts";
import type { Understanding } from "../src/router/command.ts";
import type { Values } from "./intents.ts";

const services = ["Cisco Tftp", "Cisco CallManager", "Cisco Tomcat"] as const;
const certificates = ["tomcat", "CallManager", "TVS"] as const;

/** `cluster`: the one that is meant, where that is known. */
export function askBack(
  missing: NonNullable<Understanding["missing"]>,
  { intent, asks }: Pick<Understanding, "intent" | "asks">,
  values: Values,
  cluster: Cluster | undefined,
): Card {
  const nodes = cluster?.nodes.map(({ name }) => name) ?? [];
  const node = values.node ?? nodes[0] ?? "cucm-sub1";
  const service = values.service ?? "Cisco Tftp";
  // A question stays one, whichever button is chosen.
  const shared: Values = { ...values, intent, ...(asks === "do" ? {} : { form: "question" }) };
  const choice = (label: string, more: Values): Choice => ({ label: verbatim(label), payload: { ...shared, ...more } });
  switch (missing) {
    case "request":
      return missingCard(
        say("understanding.missing.request"),
        (["phones-unregistered", "sso-login-failed", "mra-registration-failed"] as const).map((scenario) =>
          scenarioChoice(scenario, values.cluster === undefined ? {} : { cluster: values.cluster }),
        ),
      );
    case "certificate":
      return missingCard(
        say("understanding.missing.certificate"),
        certificates.map((unit) => choice(unit, { certificates: unit })),
      );
    case "service":
      return missingCard(
        say("understanding.missing.service", { node }),
        services.map((name) => choice(name, { service: name })),
      );
    case "node":
      return missingCard(
        say("understanding.missing.node", { service, node }),
        nodes.slice(0, 3).map((name) => choice(name, { node: name })),
      );
  }
}
