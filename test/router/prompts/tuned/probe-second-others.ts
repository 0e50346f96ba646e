// A wide probe in the words of many people, written before its failures were seen: records, the bot, small talk, strangers, orders and threads. It tunes.
import type { PromptGroup } from "../group.ts";

export const probeSecondOthers: readonly PromptGroup[] = [
  {
    class: "snapshot",
    wants: "snapshot",
    prompts: {
      en: ["before I begin, keep a record of the present state of hq", "can you snapshot both clusters"],
      zh: ["开始之前先拍个快照"],
      mixed: [],
    },
  },
  {
    class: "approvals",
    wants: "approvals",
    prompts: {
      en: ["what is sitting in the approval queue", "anyone waiting on my signature?"],
      zh: ["还有哪些请求没人批"],
      mixed: [],
    },
  },
  {
    class: "runs",
    wants: "runs",
    prompts: {
      en: ["has the tftp restart gone through yet?", "what are you executing at the moment"],
      zh: ["刚才那个变更跑完没"],
      mixed: [],
    },
  },
  {
    class: "audit",
    wants: "audit",
    or: ["runs", "approvals"],
    prompts: {
      en: [
        "which colleague touched tftp on hq this week",
        "give me everything that was changed since monday",
        "was any phone reset yesterday, and by whom",
      ],
      zh: ["这周都有谁做过变更"],
      mixed: [],
    },
  },
  {
    class: "share",
    wants: "share",
    or: ["unclear"],
    prompts: { en: ["TAC wants the evidence, can you package it"], zh: ["思科要资料，帮我打包"], mixed: [] },
  },
  {
    class: "picture",
    wants: "picture",
    prompts: { en: ["can you sketch who trusts whom"], zh: ["出一张信任图"], mixed: [] },
  },
  {
    class: "hand-out",
    wants: "certificate",
    or: ["certs"],
    prompts: { en: ["the ISE admin needs our CAPF cert, please export it"], zh: ["把CAPF证书文件给我"], mixed: [] },
  },
  {
    class: "language",
    wants: "language",
    prompts: { en: ["can you please talk english to me"], zh: ["以后跟我讲中文"], mixed: [] },
  },
  {
    class: "help",
    wants: "help",
    prompts: {
      en: ["what all can this assistant do?", "how should I phrase my questions to you"],
      zh: ["你这个机器人有什么用"],
      mixed: [],
    },
  },
  {
    class: "overview",
    wants: "overview",
    or: ["certs"],
    prompts: {
      en: ["how’s the health of our clusters today", "anything I need to take care of this morning?"],
      zh: ["今天集群有没有异常"],
      mixed: [],
    },
  },
  {
    class: "small talk",
    wants: "talk",
    or: ["help"],
    prompts: {
      en: [
        "ha, that was fast",
        "cheers mate, registering again",
        "I’m off for today, Jim takes over",
        "you can ignore the ticket, phones recovered by themselves",
        "leave tftp alone for now",
        "tomcat was restarted by me at 5, no complaints",
        "does anybody have a spare headset",
        "are we ordering sushi",
      ],
      zh: ["辛苦啦，电话通了", "我先去开会了"],
      mixed: [],
    },
  },
  {
    class: "other people’s trouble",
    wants: "talk",
    prompts: {
      en: [
        "my outlook asks for a password all the time",
        "webmail cert is expired, who fixes that",
        "saml login to workday is broken",
        "please reboot my workstation",
        "the wlan controller rejects laptops, eap timeout",
        "our grafana certificate needs to be replaced",
        "how to restart apache on ubuntu",
        "sharepoint is down",
      ],
      zh: ["考勤系统登不上", "会议室投影没画面", "我们网站的证书到期了怎么办"],
      mixed: [],
    },
  },
];
