// A web chat on a free port with the practice people, and a reader of its event stream.
import { createWebChannel, placeOf, type WebChannelOptions } from "../../../src/channels/web/channel.ts";
import type { LabAction, LabPanel, LabStatus } from "../../../src/channels/web/lab-panel.ts";
import type { WireMessage } from "../../../src/channels/web/page/shapes.ts";
import { practiceVisitors } from "../../../src/channels/web/visitors.ts";
import type { Card } from "../../../src/domain/card.ts";
import type { Inbound } from "../../../src/domain/chat.ts";
import { CertOpsError } from "../../../src/domain/errors.ts";
import { verbatim } from "../../../src/domain/text.ts";
import { createHttp } from "../../../src/http/http.ts";
import { say } from "../../../src/i18n/say.ts";
import { ManualClock } from "../../../src/kernel/clock.ts";
import { silentLogger } from "../../../src/kernel/logger.ts";
import { plain } from "../../cards/samples.ts";

export const webPlace = placeOf({ tenant: "practice" });

export const card = (title: string, more: Partial<Card> = {}): Card => ({
  title: verbatim(title),
  tone: "neutral",
  body: [],
  actions: [],
  summary: verbatim(title),
  ...more,
});

export class FakeLab implements LabPanel {
  readonly actions: LabAction[] = [];
  registered = 830;
  refuse = false;

  status(): LabStatus {
    return {
      release: "15.0.1.12900-234",
      mode: "mixed",
      now: "2026-11-22T02:10:00.000Z",
      nodes: [
        { name: "cucm-pub", role: "publisher", powered: true, down: [], phones: 0 },
        { name: "cucm-sub1", role: "subscriber", powered: true, down: [], phones: this.registered },
      ],
      phones: { known: 830, registered: this.registered, off: 0 },
    };
  }

  act(action: LabAction): Promise<void> {
    if (this.refuse) {
      const words = { say: plain("no such node"), next: plain("choose another"), retry: "never" } as const;
      return Promise.reject(new CertOpsError({ code: "not-found", message: "no such node", ...words }));
    }
    this.actions.push(action);
    if (action.kind === "renew") this.registered = 18;
    return Promise.resolve();
  }
}

export async function startWeb(more: Partial<WebChannelOptions> & { withLab?: boolean } = {}) {
  const http = more.http ?? createHttp({ bind: "127.0.0.1", port: 0, logger: silentLogger });
  const inbound: Inbound[] = [];
  const lab = new FakeLab();
  const channel = createWebChannel({
    http,
    visitors: practiceVisitors([
      { user: "alex", name: "Alex Moreau", role: say("web.role.requester") },
      { user: "ada", name: "Ada Osei", role: say("web.role.approver") },
      { user: "kim", name: "Kim Larsen", role: say("web.role.onlooker") },
    ]),
    onInbound: (one) => {
      inbound.push(one);
    },
    commands: [
      { name: "certs", usage: "certs [cluster]", summary: plain("Certificates by urgency"), values: ["hq", "branch"] },
      { name: "help", usage: "help", summary: plain("What you can ask") },
    ],
    examples: { en: ["Which certificates expire soon?"], "zh-CN": ["哪些证书即将到期？"] },
    ...(more.withLab === false ? {} : { lab }),
    clock: new ManualClock(),
    logger: silentLogger,
    zone: "UTC",
    ...more,
  });
  const { url } = await http.listen();
  const post = (path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> =>
    fetch(url + path, {
      method: "POST",
      headers: { origin: url, "content-type": "application/json", ...headers },
      body: JSON.stringify(body),
    });
  return { http, url, channel, inbound, lab, post };
}

export interface StreamEvent {
  readonly event: string;
  readonly id: string;
  readonly message: WireMessage;
}

/** Reads the event stream as a browser's EventSource would. */
export async function openStream(url: string, options: { person?: string; lastId?: string; locale?: string } = {}) {
  const abort = new AbortController();
  const answer = await fetch(`${url}/api/events?locale=${options.locale ?? "en"}`, {
    signal: abort.signal,
    headers: {
      ...(options.person === undefined ? {} : { cookie: `certops_person=${options.person}` }),
      ...(options.lastId === undefined ? {} : { "last-event-id": options.lastId }),
    },
  });
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  let lastId = "";
  const next = async (): Promise<StreamEvent> => {
    for (;;) {
      const end = text.indexOf("\n\n");
      if (end < 0) {
        const read = await reader?.read();
        if (read === undefined || read.done) throw new Error("the stream ended");
        text += read.value;
        continue;
      }
      const block = text.slice(0, end);
      text = text.slice(end + 2);
      const field = (name: string): string =>
        block
          .split("\n")
          .find((line) => line.startsWith(`${name}: `))
          ?.slice(name.length + 2) ?? "";
      if (field("event") === "") continue;
      lastId = field("id") || lastId;
      return { event: field("event"), id: lastId, message: JSON.parse(field("data")) as WireMessage };
    }
  };
  return { status: answer.status, next, close: () => abort.abort(), lastId: () => lastId };
}
