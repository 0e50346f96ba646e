// /certops reset phones <all | pool … | group … | SEP…>: proposes a plan; no phone is touched before it was approved.
import { z } from "zod";
import { planCard } from "../cards/plan-card.ts";
import type { Reply } from "../src/domain/chat.ts";
import type { Cluster } from "../src/domain/cluster.ts";
import { gravest } from "../src/domain/impact.ts";
import { say } from "../src/i18n/say.ts";
import { defineCommand } from "../src/router/command.ts";
import { clusterFor, contextOf, trouble } from "./common.ts";
import type { PhonesMeant, Services } from "./services.ts";

interface Args {
  what?: string | undefined;
  cluster?: string | undefined;
}

export const reset = defineCommand<Services, Args>({
  name: "reset",
  summary: say("command.reset.summary"),
  usage: "reset phones <all | pool <device pool> | group <CM group> | SEP…> [cluster=<cluster>]",
  may: "request",
  intent: "restart",
  args: z.object({ what: z.string().optional(), cluster: z.string().optional() }),
  positions: ["what...", "cluster"],
  phrases: {
    en: [
      "reset all phones",
      "reset the phones in device pool Branch-North",
      "reset every phone of the CM group HQ",
      "restart all phones",
      "restart the phones in pool Warehouse",
      "reboot phone SEP001122334455",
      "please reset the handsets in the device pool",
    ],
    "zh-CN": [
      "重置所有电话",
      "重启所有电话",
      "重置设备池 Branch-North 的电话",
      "重启 CM 组 HQ 的电话",
      "重启话机 SEP001122334455",
    ],
  },
  async *run(args, { person, signal }, services) {
    const cluster = clusterFor(services, person, "request", args.cluster);
    yield await phonesProposal({ cluster, what: args.what ?? "", restart: false, signal }, services);
  },
});

/** The card that proposes it. What was meant goes back with the button; the phones are resolved again when it is asked for. */
export async function phonesProposal(
  wish: {
    readonly cluster: Cluster;
    readonly what: string;
    readonly restart: boolean;
    readonly signal: AbortSignal;
  },
  services: Services,
): Promise<Reply> {
  const { cluster, what, restart, signal } = wish;
  const which = readPhones(what);
  const draft = await services.plans.phones({ cluster: cluster.id, which, restart, signal });
  const impact = gravest(draft.steps.map((step) => step.impact));
  const payload = { cluster: cluster.id, phones: what.slice(0, 2000), restart: restart ? "yes" : "no" };
  return {
    card: planCard(draft, impact, payload, contextOf(services)),
    data: { kind: "plan", value: draft },
    about: { cluster: cluster.id, phones: what },
  };
}

/** `phones all`, `phones in device pool Branch-North`, `SEP001122334455, SEP…`. Throws CertOpsError `bad-input` for anything else. */
export function readPhones(text: string): PhonesMeant {
  const plain = text.trim().replace(/\s+/g, " ");
  const names = plain.match(/\bSEP[0-9A-F]{12}\b/gi);
  if (names !== null) return { kind: "names", names: names.map((name) => name.toUpperCase()) };
  const rest = plain
    .replace(/^(?:(?:all|every|the) )?phones?\b\s*/i, (found) => (/^(?:all|every)/i.test(found) ? "all " : ""))
    .replace(/^(?:in|of|from|with)\s+/i, "")
    .replace(/^all (?:in|of|from|with)\s+/i, "")
    .trim();
  const [, pool] = /^(?:the )?(?:device )?pool[ =:]+(.+)$/i.exec(rest) ?? [];
  if (pool !== undefined) return { kind: "pool", name: unquoted(pool) };
  const [, group] = /^(?:the )?(?:cisco unified )?(?:cm|call ?manager|cucm)? ?group[ =:]+(.+)$/i.exec(rest) ?? [];
  if (group !== undefined) return { kind: "group", name: unquoted(group) };
  if (/^(?:all|every|everywhere)(?: phones?)?$/i.test(rest)) return { kind: "all" };
  throw trouble(
    "bad-input",
    "which phones",
    rest === "" ? say("command.reset.which") : say("command.reset.unclear", { text: rest.slice(0, 60) }),
    say("command.reset.how"),
  );
}

const unquoted = (name: string): string => name.trim().replace(/^["“'](.*)["”']$/, "$1");

/** `/certops restart phones …` is the same with the gentler way. */
export const meansPhones = (what: string): boolean =>
  /^(?:(?:all|every|the) )?phones?\b|^SEP[0-9A-F]{12}\b/i.test(what.trim());
