// /certops certificate [name] [cluster] and /certops lscs [cluster]: what a runbook needs in the hand, as a file with its card.
import { z } from "zod";
import { certificateFileCard, lscsCard } from "../cards/hand-out-card.ts";
import type { Reply } from "../src/domain/chat.ts";
import type { HandedLscs } from "../src/domain/hand-out.ts";
import { say } from "../src/i18n/say.ts";
import { type Click, defineCommand, type Invocation } from "../src/router/command.ts";
import { clusterFor } from "./common.ts";
import type { Services } from "./services.ts";

/** As CUCM allows common names; what is longer or stranger is nobody’s. */
const nameShape = /^[\w.-]{0,64}$/;

async function certificateReply(name: string, named: string | undefined, invocation: Invocation, services: Services) {
  const { person, signal } = invocation;
  // Where one word was typed it may be the cluster.
  const alone = named === undefined && services.clusters.some(({ id }) => id === name.toLowerCase());
  const cluster = clusterFor(services, person, "ask", alone ? name : named);
  const wanted = alone || !nameShape.test(name) ? "" : name;
  const one = await services.handOut.certificate({ cluster: cluster.id, name: wanted, signal });
  const file = `${one.commonName.replace(/[^\w.-]/g, "_") || "CAPF"}.pem`;
  const { pem, ...rest } = one;
  const reply: Reply = {
    card: certificateFileCard(one, cluster.name, file),
    file: { name: file, bytes: new Uint8Array(Buffer.from(pem)) },
    data: { kind: "certificate-file", value: { ...rest, name: file, pem } },
  };
  return reply;
}

/** A quoted field each; a leading sign would be a formula to a spreadsheet. */
const csv = ({ phones }: HandedLscs): string =>
  [
    "phone,state,issuer,valid until",
    ...phones.map(({ phone, state, issuer, until }) =>
      [phone, state, issuer, until]
        .map((one) => `"${one.replace(/^[=+@\t-]/, "'$&").replaceAll('"', '""')}"`)
        .join(","),
    ),
  ].join("\r\n");

async function lscsReply(
  named: string | undefined,
  { person, signal }: Invocation,
  services: Services,
): Promise<Reply> {
  const cluster = clusterFor(services, person, "ask", named);
  const lscs = await services.handOut.lscs({ cluster: cluster.id, signal });
  const file = `lscs-${cluster.id}-${lscs.readAt.slice(0, 16).replace(/[-:]/g, "").replace("T", "-")}.csv`;
  return {
    card: lscsCard(lscs, file),
    file: { name: file, bytes: new Uint8Array(Buffer.from(`${csv(lscs)}\r\n`)) },
    data: { kind: "lscs", value: lscs },
  };
}

export const certificate = defineCommand<Services, { name?: string | undefined; cluster?: string | undefined }>({
  name: "certificate",
  summary: say("command.certificate.summary"),
  usage: "certificate [CAPF or CAPF-…] [cluster]",
  may: "ask",
  intent: "certs",
  args: z.object({ name: z.string().max(64).optional(), cluster: z.string().max(80).optional() }),
  positions: ["name", "cluster"],
  phrases: {
    en: [
      "give me the CAPF certificate as a file",
      "download the CAPF certificate",
      "the root certificate behind our LSCs, as a file",
      "capf.pem please",
      "I need the capf.pem for ISE",
      "send me the CAPF cert to import into the authentication server",
      "export the former CAPF certificate as PEM",
      "hand me the CA certificate file that signs our LSCs",
    ],
    "zh-CN": [
      "把 CAPF 证书发给我",
      "下载 CAPF 证书文件",
      "我要 CAPF 的 PEM 文件",
      "导出旧的 CAPF 证书给 ISE",
      "给我签发 LSC 的 CA 证书文件",
    ],
  },
  async *run({ name = "", cluster }, invocation, services) {
    yield await certificateReply(name, cluster, invocation, services);
  },
});

export const lscs = defineCommand<Services, { cluster?: string | undefined }>({
  name: "lscs",
  summary: say("command.lscs.summary"),
  usage: "lscs [cluster]",
  may: "ask",
  intent: "certs",
  args: z.object({ cluster: z.string().max(80).optional() }),
  positions: ["cluster"],
  phrases: {
    en: [
      "which phones still have an LSC of the old CAPF",
      "list the LSCs phone by phone",
      "who issued each phone’s LSC",
      "show me all phones that need a new LSC",
      "which phones have not got their new LSC yet",
      "how many phones have an LSC",
      "which phones do not have an LSC at all",
      "give me the list of phones that have no LSC",
      "spreadsheet of LSCs and their expiry",
    ],
    "zh-CN": [
      "哪些电话还在用旧 CAPF 的 LSC",
      "逐台列出话机的 LSC",
      "每部电话的 LSC 是谁签发的",
      "还有多少话机需要换新的 LSC",
      "LSC 清单",
    ],
  },
  async *run({ cluster }, invocation, services) {
    yield await lscsReply(cluster, invocation, services);
  },
});

const certificateClick: Click<Services> = {
  action: "certificate.file",
  may: "ask",
  async *run({ name = "", cluster }, invocation, services) {
    yield await certificateReply(name.slice(0, 64), cluster, invocation, services);
  },
};

const lscsClick = (action: string): Click<Services> => ({
  action,
  may: "ask",
  async *run({ cluster }, invocation, services) {
    yield await lscsReply(cluster, invocation, services);
  },
});

export const handOutClicks: readonly Click<Services>[] = [
  certificateClick,
  lscsClick("lscs.file"),
  lscsClick("lscs.again"),
];
