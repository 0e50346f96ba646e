// `certops doctor` for Slack: the channel's own examination, with what certops.yaml says.
import { examineSlack as examine } from "../../channels/slack/examine.ts";
import type { Examiner } from "./channels.ts";

export const examineSlack: Examiner = async ({ settings, patienceMs, sample }) => {
  const { slack, listen, policy } = settings;
  if (slack === undefined) return [];
  const host = listen.host.includes(":") ? `[${listen.host}]` : listen.host;
  const listener = `http://${host}:${listen.port}`;
  return await examine({
    ...slack,
    listener,
    people: policy.people,
    patienceMs,
    locale: settings.locale,
    ...(sample === undefined ? {} : { sample }),
  });
};
