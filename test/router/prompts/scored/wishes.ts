// Scored prompts: people who want to know or to have something, by command and by the way it is asked. Never tuned on.
import type { PromptGroup } from "../group.ts";

export const wishes: readonly PromptGroup[] = [
  {
    class: "certs",
    wants: "certs",
    prompts: {
      en: [
        "give me an overview of certificate lifetimes on HQ",
        "anything about to expire?",
        "which of our certs run out before Christmas",
        "tomcat on cucm-sub2, how long is it still good?",
      ],
      zh: ["总部的证书分别什么时候到期", "最近有证书要失效吗", "列一下 branch 集群的证书有效期"],
      mixed: ["show 一下 HQ 的 certs", "wich certifcates exipre soon", "tomcat cert 还有几天 expire"],
    },
  },
  {
    class: "trust",
    wants: "trust",
    prompts: {
      en: ["dump the ITL contents of all TFTP nodes", "who is the signer of our ITL right now"],
      zh: ["看看现在 ITL 里都有谁", "CTL 是谁签的"],
      mixed: ["show ITL 内容 on HQ"],
    },
  },
  {
    class: "snapshot",
    wants: "snapshot",
    prompts: {
      en: ["take a snapshot before tonight's work", "please save the state of HQ now"],
      zh: ["今晚动手之前先拍个快照", "给 branch 做一次快照"],
      mixed: ["snapshot 一下 HQ"],
    },
  },
  {
    class: "approvals",
    wants: "approvals",
    prompts: {
      en: ["is there anything waiting for me to sign off", "what requests are still open"],
      zh: ["还有谁没批我的申请", "现在有几个待审批的"],
      mixed: ["pending 的 requests 有哪些", "aprovals pendng?"],
    },
  },
  {
    class: "runs",
    wants: "runs",
    prompts: {
      en: ["how far along is the running change?", "show me the progress of the last run"],
      zh: ["变更现在执行到第几步了", "看看正在执行的变更进度"],
      mixed: ["run 的 progress 怎么样了"],
    },
  },
  {
    class: "audit",
    wants: "audit",
    prompts: {
      en: ["who bounced CallManager on Friday night", "audit trail of the last week, please"],
      zh: ["上周五晚上是谁重启了 CallManager", "把审计记录调出来"],
      mixed: ["audit log 给我看一下", "who aproved teh last chnage"],
    },
  },
  {
    class: "share and picture",
    wants: "share",
    prompts: {
      en: ["pack everything up for the TAC case"],
      zh: ["把这次诊断打包给 TAC"],
      mixed: [],
    },
  },
  {
    class: "share and picture",
    wants: "picture",
    prompts: {
      en: ["can you draw me the trust map"],
      zh: ["画一张信任关系图"],
      mixed: [],
    },
  },
  {
    class: "language",
    wants: "language",
    prompts: {
      en: ["please answer in English from now on"],
      zh: ["以后用中文回答我"],
      mixed: ["switch 到中文"],
    },
  },
  {
    class: "CAPF's file",
    wants: "certificate",
    asks: "do",
    prompts: {
      en: ["please send me the CAPF certificate file", "save the CAPF cert as a file for our RADIUS server"],
      zh: ["能把 CAPF 证书文件给我吗", "导出 CAPF 的 pem"],
      mixed: ["capf pem 给我"],
    },
  },
  {
    class: "LSCs",
    wants: "lscs",
    asks: "which",
    prompts: {
      en: ["which phones have an old LSC", "give me a list of every phone and its LSC"],
      zh: ["哪些话机的 LSC 还没有换", "列出每台话机的 LSC"],
      mixed: ["list LSC 每台话机"],
    },
  },
  {
    class: "help",
    wants: "help",
    prompts: {
      en: ["what are you able to do for me", "I'm new here, how do I talk to you"],
      zh: ["你都能帮我干些什么", "第一次用，怎么开始"],
      mixed: ["help 一下，有哪些 commands"],
    },
  },
  {
    class: "renew",
    wants: "renew",
    prompts: {
      en: [
        "I want to renew TVS on sub1",
        "we have to replace tomcat and CallManager this weekend",
        "let's regenerate the ipsec cert on all nodes",
        "I'm going to renew CAPF and TVS on HQ tomorrow",
      ],
      zh: [
        "我要更新 Tomcat 证书",
        "准备这周末续订 CAPF 和 TVS",
        "想把 cucm-sub1 的 CallManager 证书换掉",
        "计划明晚重新生成 ITLRecovery",
      ],
      mixed: ["我想 renew 一下 TVS on sub1", "plz renw tomact certificat", "tomcat cert 要 regenerate 了"],
    },
  },
  {
    class: "renew",
    wants: "renew",
    asks: "do",
    args: { certificates: "TVS", node: "cucm-sub1" },
    prompts: {
      en: ["renew TVS on hq sub1"],
      zh: ["把 HQ 的 sub1 上的 TVS 证书更新掉"],
      mixed: [],
    },
  },
  {
    class: "which",
    wants: "certs",
    asks: "which",
    prompts: {
      en: ["which certificate on HQ expires first?", "which node still shows the old tomcat cert"],
      zh: ["哪张证书最先到期？", "哪个节点还在用旧证书"],
      mixed: ["哪个 cert 快 expire 了"],
    },
  },
  {
    class: "what-if",
    wants: "impact",
    asks: "what-if",
    prompts: {
      en: [
        "what would go wrong if I renewed CallManager and TVS on the same evening?",
        "suppose we regenerate CAPF, who notices?",
        "would a tomcat restart kick out users",
        "do phones reboot if ITLRecovery gets renewed",
        "is it risky to bounce TVS at noon?",
      ],
      zh: [
        "假如今晚把 CAPF 重新生成，会影响谁？",
        "重启 TFTP 会不会影响通话",
        "要是 CallManager 和 ITLRecovery 一块更新会出什么问题",
        "白天续订 tomcat 有没有风险",
      ],
      mixed: ["如果 renew CallManager 会怎样", "what hapens if i restrat tomcat", "renew TVS 会影响 phones 吗"],
    },
  },
  {
    class: "how",
    wants: "renew",
    asks: "how",
    prompts: {
      en: [
        "how should I go about replacing the CallManager certificate?",
        "what's the right order to renew everything",
        "walk me through a CAPF renewal",
        "how does one regenerate ITLRecovery safely",
      ],
      zh: ["TVS 证书该怎么更新？", "更换 tomcat 证书分哪几步", "请教一下续订 CallManager 的正确顺序"],
      mixed: ["怎么 renew CAPF cert", "how 2 renew tomcat certficate"],
    },
  },
  {
    class: "how",
    wants: "restart",
    asks: "how",
    prompts: {
      en: ["how do I restart TFTP on the publisher?", "what's the procedure to bounce tomcat"],
      zh: ["怎么重启 TVS 服务？", "如何重启 publisher 上的 Tftp"],
      mixed: ["怎么 restart tomcat"],
    },
  },
  {
    class: "do",
    wants: "restart",
    asks: "do",
    args: { service: "Cisco Tftp" },
    prompts: {
      en: ["restart tftp on hq sub2", "get the Cisco Tftp service bounced on cucm-sub1 for me"],
      zh: ["把 cucm-sub1 的 TFTP 重启一下", "马上重启 Cisco Tftp 服务"],
      mixed: ["restart 一下 TFTP on cucm-pub", "pls restrat tftp"],
    },
  },
  {
    class: "do",
    wants: "restart",
    asks: "do",
    args: { service: "Cisco CallManager", node: "cucm-sub2" },
    prompts: {
      en: ["kick CallManager on hq sub 2 please"],
      zh: ["重启 HQ sub2 的 CallManager 服务"],
      mixed: ["HQ sub2 上的 callmanager restart 下"],
    },
  },
  {
    class: "do",
    wants: "reset",
    asks: "do",
    prompts: {
      en: ["reset every phone on HQ", "reset the phones in device pool Warehouse-2"],
      zh: ["把设备池 Lobby 的话机都重置一下", "重置 HQ 的所有话机"],
      mixed: ["reset 一下 all phones"],
    },
  },
];
