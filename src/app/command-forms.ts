// What commands need, as dialogs: for platforms that can ask for what was not typed.
import type { CommandForm, FormField } from "../channels/slack/forms.ts";
import type { Cluster } from "../domain/cluster.ts";
import { restartableServices } from "../domain/plan.ts";
import { scenarioIds } from "../domain/report.ts";
import { verbatim } from "../domain/text.ts";
import { say } from "../i18n/say.ts";

/** Commands that cannot do anything without a word; the cluster is asked for only where there are several. */
export function commandForms(clusters: readonly Pick<Cluster, "id" | "name">[]): readonly CommandForm[] {
  const cluster: FormField[] =
    clusters.length < 2
      ? []
      : [
          {
            name: "cluster",
            label: say("slack.form.cluster"),
            required: true,
            choices: clusters.map(({ id, name }) => ({ value: id, label: verbatim(name) })),
          },
        ];
  const scenario: FormField = {
    name: "scenario",
    label: say("slack.form.scenario"),
    required: true,
    choices: scenarioIds.map((id) => ({ value: id, label: say(`card.scenario.${id}`) })),
  };
  const service: FormField = {
    name: "what",
    label: say("slack.form.what"),
    required: true,
    choices: restartableServices.map((name) => ({ value: name, label: verbatim(name) })),
  };
  const language: FormField = {
    name: "language",
    label: say("slack.form.language"),
    required: true,
    choices: [
      { value: "en", label: verbatim("English") },
      { value: "zh-CN", label: verbatim("中文") },
    ],
  };
  return [
    { name: "diagnose", title: say("command.diagnose.summary"), fields: [scenario, ...cluster] },
    { name: "restart", title: say("command.restart.summary"), fields: [service, ...cluster] },
    { name: "certs", title: say("command.certs.summary"), fields: cluster },
    { name: "snapshot", title: say("command.snapshot.summary"), fields: cluster },
    { name: "language", title: say("command.language.summary"), fields: [language] },
  ];
}
