// Set C, written whole before its author read the phrases or the router: what refers to a thread.
import type { PromptGroup } from "../group.ts";

export const blindThreads: readonly PromptGroup[] = [
  {
    class: "thread: it and there",
    wants: "restart",
    asks: "do",
    args: { service: "Cisco Tftp", node: "cucm-sub1" },
    thread: "phones",
    prompts: { en: ["ok then restart it there"], zh: ["那就在那台上重启它"], mixed: ["那restart一下它"] },
  },
  {
    class: "thread: again",
    wants: "diagnose/sso-login-failed",
    args: { cluster: "branch" },
    thread: "sso",
    prompts: { en: ["check again please"], zh: ["麻烦再看一次"], mixed: [] },
  },
  {
    class: "thread: it and there",
    wants: "renew",
    args: { certificates: "tomcat" },
    thread: "certs",
    prompts: { en: ["and how do i renew that one?"], zh: ["那这个怎么续订"], mixed: [] },
  },
  {
    class: "thread: it and there",
    wants: "impact",
    asks: "what-if",
    thread: "restart",
    prompts: { en: ["what would that break?"], zh: [], mixed: [] },
  },
  {
    class: "thread: it and there",
    wants: "share",
    thread: "phones",
    prompts: { en: ["share it with TAC"], zh: ["把这个打包发给TAC"], mixed: [] },
  },
  {
    class: "thread: it and there",
    wants: "certs",
    args: { cluster: "branch" },
    thread: "sso",
    prompts: { en: ["show me the certs there"], zh: [], mixed: [] },
  },
  {
    class: "thread: none",
    wants: "unclear",
    prompts: { en: ["restart it"], zh: [], mixed: [] },
  },
];
