// All phrases that stand beside those of the commands and scenarios.
import type { Teaching } from "../../src/router/command.ts";
import { bot } from "./bot.ts";
import { botMore } from "./bot-more.ts";
import { certs } from "./certs.ts";
import { certsMore } from "./certs-more.ts";
import { impact } from "./impact.ts";
import { login } from "./login.ts";
import { network } from "./network.ts";
import { phones } from "./phones.ts";
import { phonesMore } from "./phones-more.ts";
import { records } from "./records.ts";
import { remote } from "./remote.ts";
import { renew } from "./renew.ts";
import { restart } from "./restart.ts";
import { secure } from "./secure.ts";
import { strangers } from "./strangers.ts";
import { talk } from "./talk.ts";
import { vague } from "./vague.ts";

export const phrases: readonly Teaching[] = [
  ...bot,
  ...botMore,
  ...certs,
  ...certsMore,
  ...impact,
  ...login,
  ...network,
  ...phones,
  ...phonesMore,
  ...records,
  ...remote,
  ...renew,
  ...restart,
  ...secure,
  ...strangers,
  ...talk,
  ...vague,
];
