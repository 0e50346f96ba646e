// Set C, written before its author read the phrases or the router: what refers to a thread. This half is only counted.
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
      en: ["ok then restart it there"],
      zh: ["那就在那台上重启它"],
      mixed: [],
    },
  },
  {
    class: "thread: again",
    wants: "diagnose/sso-login-failed",
    args: {
      cluster: "branch",
    },
    thread: "sso",
    prompts: {
      en: ["check again please"],
      zh: ["麻烦再看一次"],
      mixed: [],
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
      en: ["and how do i renew that one?"],
      zh: [],
      mixed: [],
    },
  },
  {
    class: "thread: it and there",
    wants: "certs",
    args: {
      cluster: "branch",
    },
    thread: "sso",
    prompts: {
      en: ["show me the certs there"],
      zh: [],
      mixed: [],
    },
  },
  {
    class: "thread: none",
    wants: "unclear",
    prompts: {
      en: ["restart it"],
      zh: [],
      mixed: [],
    },
  },
];
