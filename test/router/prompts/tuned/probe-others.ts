// A wide probe in the words of many people, written before its failures were seen: records, the bot, small talk, strangers, orders and threads. It tunes.
import type { PromptGroup } from "../group.ts";

export const probeOthers: readonly PromptGroup[] = [
  {
    class: "snapshot",
    wants: "snapshot",
    prompts: {
      en: [
        "take a snapshot",
        "snapshot hq before I start",
        "save the state before the change",
        "freeze the current state for later comparison",
        "please record how everything looks now, I’m about to change tomcat",
        "make a before-picture of the cluster state",
        "baseline please",
        "capture the status quo on branch",
      ],
      zh: ["打个快照", "变更前保存一下当前状态"],
      mixed: ["来个snapshot", "take a snapsot of hq"],
    },
  },
  {
    class: "approvals",
    wants: "approvals",
    prompts: {
      en: [
        "what needs my approval",
        "show pending approvals",
        "anything to sign off?",
        "is there a plan waiting for a second vote",
        "which changes are awaiting approval",
        "list open approvals",
        "who still has to approve the tftp restart",
        "approvals?",
      ],
      zh: ["有什么等我审批的", "待批准的变更有哪些"],
      mixed: ["pending的approval有吗"],
    },
  },
  {
    class: "runs",
    wants: "runs",
    prompts: {
      en: [
        "how far is the restart",
        "what’s the bot doing right now",
        "is the change still running",
        "is the restart done yet?",
        "progress?",
        "did the run finish",
        "what’s currently being executed",
      ],
      zh: ["变更执行到哪一步了", "重启完成了吗"],
      mixed: ["change跑到哪了"],
    },
  },
  {
    class: "audit",
    wants: "audit",
    or: ["runs", "approvals"],
    prompts: {
      en: [
        "who restarted tomcat last night",
        "show the audit log",
        "what was done on hq last week",
        "who did what yesterday",
        "history of changes please",
        "did anybody reset phones on sunday",
        "who approved the reset",
        "I need the change trail for the auditors",
      ],
      zh: ["昨天谁重启了TFTP", "查一下操作记录"],
      mixed: ["audit log给我看下"],
    },
  },
  {
    class: "share",
    wants: "share",
    or: ["unclear"],
    prompts: {
      en: [
        "pack this up for TAC",
        "send the evidence to cisco support",
        "I need a case file for TAC",
        "export the diagnosis for my colleague",
        "bundle up the findings, I’m opening an SR",
      ],
      zh: ["打包给TAC", "把诊断结果导出来发给思科"],
      mixed: ["share给TAC"],
    },
  },
  {
    class: "picture",
    wants: "picture",
    prompts: {
      en: [
        "draw me the trust relations",
        "can I get a diagram of who trusts whom",
        "visualize the trust chain",
        "show the timeline of the certificate expiries as a chart",
      ],
      zh: ["画个信任关系图", "给我一张证书到期时间线的图"],
      mixed: [],
    },
  },
  {
    class: "hand-out",
    wants: "certificate",
    or: ["certs"],
    prompts: {
      en: [
        "export the CAPF cert for ISE",
        "give me the capf certificate as a file",
        "I need to upload CAPF to ClearPass, can I have the pem",
        "download capf root for the radius people",
      ],
      zh: ["导出CAPF证书", "我要CAPF的pem文件"],
      mixed: [],
    },
  },
  {
    class: "language",
    wants: "language",
    prompts: {
      en: ["speak english", "switch to chinese", "change my language to english please"],
      zh: ["说中文", "换成英文回复", "以后用英语跟我说"],
      mixed: [],
    },
  },
  {
    class: "help",
    wants: "help",
    prompts: {
      en: [
        "help",
        "what can you do",
        "how does this bot work",
        "what commands are there",
        "who are you and what are you good for",
        "I’m new here, where do I start",
        "menu",
        "can you show me some examples of what to ask",
        "what kind of problems can you diagnose",
      ],
      zh: ["你会干啥", "怎么用你", "有哪些命令"],
      mixed: ["help一下，你能做什么"],
    },
  },
  {
    class: "overview",
    wants: "overview",
    or: ["certs"],
    prompts: {
      en: [
        "how are we doing",
        "overview of all clusters",
        "is everything healthy",
        "morning check: all clusters fine?",
        "dashboard",
        "quick status of both clusters",
      ],
      zh: ["所有集群情况怎么样", "总览"],
      mixed: [],
    },
  },
];
