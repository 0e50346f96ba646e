// Set C, written before its author read the phrases or the router: what refers to a thread. This half tunes.
import type { PromptGroup } from "../group.ts";

export const thirdThreads: readonly PromptGroup[] = [
  {
    class: "thread: it and there",
    wants: "restart",
    asks: "do",
    args: {
      service: "Cisco Tftp",
      node: "cucm-sub1",
    },
    thread: "phones",
    prompts: {
      en: [],
      zh: [],
      mixed: ["那restart一下它"],
    },
  },
  {
    class: "thread: it and there",
    wants: "renew",
    args: {
      certificates: "tomcat",
    },
    thread: "certs",
    prompts: {
      en: [],
      zh: ["那这个怎么续订"],
      mixed: [],
    },
  },
  {
    class: "thread: it and there",
    wants: "impact",
    asks: "what-if",
    thread: "restart",
    prompts: {
      en: ["what would that break?"],
      zh: [],
      mixed: [],
    },
  },
  {
    class: "thread: it and there",
    wants: "share",
    thread: "phones",
    prompts: {
      en: ["share it with TAC"],
      zh: ["把这个打包发给TAC"],
      mixed: [],
    },
  },
];
