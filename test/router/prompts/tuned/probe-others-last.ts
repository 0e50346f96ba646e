// A wide probe in the words of many people, written before its failures were seen: records, the bot, small talk, strangers, orders and threads. It tunes.
import type { PromptGroup } from "../group.ts";

export const probeOthersLast: readonly PromptGroup[] = [
  {
    class: "thread: what about",
    wants: "diagnose/phones-unregistered",
    args: { cluster: "branch" },
    thread: "phones",
    prompts: { en: ["and on branch?", "what about branch"], zh: ["branch呢"], mixed: [] },
  },
  {
    class: "thread: share",
    wants: "share",
    thread: "sso",
    prompts: { en: ["share that with cisco"], zh: ["把它发给TAC"], mixed: [] },
  },
  {
    class: "thread: again",
    wants: "diagnose/sso-login-failed",
    args: { cluster: "branch" },
    thread: "sso",
    prompts: { en: ["try again", "still failing, check it again"], zh: ["再试试"], mixed: [] },
  },
  {
    class: "thread: renew it",
    wants: "renew",
    args: { certificates: "tomcat" },
    thread: "certs",
    prompts: { en: ["ok how do I renew that one", "then let’s renew it"], zh: ["那就续它"], mixed: [] },
  },
  {
    class: "thread: impact of it",
    wants: "impact",
    asks: "what-if",
    args: { certificates: "tomcat" },
    thread: "certs",
    prompts: { en: ["is it risky to renew it?", "what breaks if I replace that?"], zh: ["续它有影响吗"], mixed: [] },
  },
  {
    class: "thread: what about",
    wants: "certs",
    args: { cluster: "branch" },
    thread: "certs",
    prompts: { en: ["same for branch"], zh: ["Branch上呢"], mixed: [] },
  },
  {
    class: "thread: it and there",
    wants: "restart",
    asks: "do",
    args: { service: "Cisco Trust Verification Service", node: "cucm-sub1" },
    thread: "restart",
    prompts: { en: ["and sub1?", "same on sub1"], zh: ["sub1也重启一下"], mixed: [] },
  },
  {
    class: "thread: impact of it",
    wants: "impact",
    asks: "what-if",
    thread: "restart",
    prompts: { en: ["does that hurt anyone?", "will the phones notice it?"], zh: [], mixed: [] },
  },
  {
    class: "thread: none",
    wants: "unclear",
    or: ["help"],
    prompts: { en: ["restart it", "do the same there", "what about sub2?"], zh: ["重启它", "那台呢"], mixed: [] },
  },
];
