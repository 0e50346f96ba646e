// Cards that words lead to without looking at anything: how a renewal goes, how things are asked for, questions back.
import { scenarioChoice } from "../../cards/answer-cards.ts";
import { renewalCard, renewalChoiceCard } from "../../cards/renewal-card.ts";
import {
  choiceCard,
  howCard,
  lscsHowCard,
  missingCard,
  restartImpactCard,
  talkCard,
} from "../../cards/unsure-cards.ts";
import { renewalOf } from "../../src/app/renewal.ts";
import { certificateUnits } from "../../src/domain/cluster.ts";
import { verbatim } from "../../src/domain/text.ts";
import { say } from "../../src/i18n/say.ts";
import { draft } from "../commands/services-fake.ts";
import { context } from "./samples.ts";

const release = { full: "15.0.1.12900-234", major: 15, minor: 0 };
const one = { units: ["TVS"], nodes: ["cucm-sub1"] };
const several = { units: ["CallManager", "TVS", "ITLRecovery", "tomcat"], nodes: [] };

const verbatimCaution = say("card.plain", {
  text: "TVS on cucm-pub still vouches: restarting it locks 12 phones out.",
});

export const understanding = {
  "renewal-one": renewalCard({ ...renewalOf(one, release), nodes: one.nodes, cluster: "hq" }),
  "renewal-danger": renewalCard({ ...renewalOf(several, release), nodes: [] }),
  "renewal-all": renewalCard({ ...renewalOf({ units: certificateUnits, nodes: [] }, undefined), nodes: [] }),
  "renewal-signed-in": renewalCard({
    ...renewalOf({ units: ["tomcat", "CAPF"], nodes: [] }, release, { sso: true, authenticationServers: "ise1, asa1" }),
    nodes: [],
  }),
  "renewal-which": renewalChoiceCard(["tomcat", "CallManager", "TVS", "CAPF", "ITLRecovery"], { cluster: "hq" }),
  "understood-how": howCard(say("understanding.how.restart", { service: "Cisco Tftp", node: "cucm-sub1" }), {
    intent: "restart",
    service: "Cisco Tftp",
    node: "cucm-sub1",
    cluster: "hq",
  }),
  "understood-missing": missingCard(
    say("understanding.missing.request"),
    (["phones-unregistered", "sso-login-failed", "mra-registration-failed"] as const).map((id) => scenarioChoice(id)),
  ),
  "understood-which-cluster": choiceCard(
    say("command.which-cluster"),
    say("command.clusters", { names: "HQ, Branch" }),
    [
      { label: verbatim("HQ"), payload: { intent: "certs", cluster: "hq" } },
      { label: verbatim("Branch"), payload: { intent: "certs", cluster: "branch" } },
    ],
  ),
  "understood-lscs": lscsHowCard({ cluster: "hq" }),
  "understood-restart": restartImpactCard(
    { ...draft, cautions: [verbatimCaution] },
    "Cisco Tftp",
    { intent: "restart", service: "Cisco Tftp", node: "cucm-pub", cluster: "hq" },
    context,
  ),
  "understood-talk": talkCard(),
};
