// A wide probe in the words of many people, written before its failures were seen: records, the bot, small talk, strangers, orders and threads. It tunes.
import type { PromptGroup } from "../group.ts";

export const probeThirdOthers: readonly PromptGroup[] = [
  {
    class: "snapshot",
    wants: "snapshot",
    prompts: {
      en: ["take note of the cluster’s state before we begin the renewal"],
      zh: ["续订之前先做一次快照"],
      mixed: [],
    },
  },
  {
    class: "approvals",
    wants: "approvals",
    prompts: { en: ["are there requests I need to vote on"], zh: ["有需要我投票的吗"], mixed: [] },
  },
  { class: "runs", wants: "runs", prompts: { en: ["where’s the restart at"], zh: ["重启进行到哪里了"], mixed: [] } },
  {
    class: "audit",
    wants: "audit",
    or: ["runs", "approvals"],
    prompts: {
      en: ["has anybody touched HQ during the night", "list the restarts of the past month"],
      zh: ["夜里有人动过HQ吗"],
      mixed: [],
    },
  },
  {
    class: "share",
    wants: "share",
    or: ["unclear"],
    prompts: { en: ["make a bundle of this for the vendor"], zh: ["给思科TAC整理一个包"], mixed: [] },
  },
  {
    class: "picture",
    wants: "picture",
    prompts: { en: ["I’d like a drawing of the trust relationships"], zh: ["画一张谁信任谁的图"], mixed: [] },
  },
  {
    class: "hand-out",
    wants: "certificate",
    or: ["certs"],
    prompts: {
      en: ["please hand over the CAPF certificate so we can import it at the RADIUS"],
      zh: ["RADIUS那边要导入CAPF，给个文件"],
      mixed: [],
    },
  },
  {
    class: "language",
    wants: "language",
    prompts: { en: ["from now on answer in English"], zh: ["能用中文回答我吗"], mixed: [] },
  },
  {
    class: "help",
    wants: "help",
    prompts: { en: ["what sort of stuff can I ask here"], zh: ["我能让你做什么"], mixed: [] },
  },
  {
    class: "overview",
    wants: "overview",
    or: ["certs"],
    prompts: {
      en: ["give me the five minute version of how the clusters are"],
      zh: ["简单说说各集群的情况"],
      mixed: [],
    },
  },
  {
    class: "small talk",
    wants: "talk",
    or: ["help"],
    prompts: {
      en: [
        "alright, going home now",
        "it’s been a long day",
        "phones recovered, you may relax",
        "I’ve already bounced tftp, nothing else to do",
        "that’s hilarious",
      ],
      zh: ["累死了，下班了", "TFTP我已经重启过了，没事"],
      mixed: [],
    },
  },
  {
    class: "other people’s trouble",
    wants: "talk",
    prompts: {
      en: [
        "my webcam isn’t recognized",
        "the ticketing tool’s certificate expired",
        "sso to our expense tool is down",
        "could someone reboot the badge reader",
        "Genesys desktop won’t open",
      ],
      zh: ["我的摄像头不工作", "报销系统的单点登录坏了"],
      mixed: [],
    },
  },
  {
    class: "unclear",
    wants: "unclear",
    or: ["help", "overview"],
    prompts: {
      en: ["the upgrade of the certs went badly", "I have a bad feeling, stuff stopped working", "please save us"],
      zh: ["证书升级完好多东西不好使", "救火救火"],
      mixed: [],
    },
  },
];
