// "Why?": from the findings to the cause, finding by finding, with the lines each one rests on.
import type { Card, CardBlock } from "../src/domain/card.ts";
import { byGravity } from "../src/domain/finding.ts";
import type { Report } from "../src/domain/report.ts";
import { say } from "../src/i18n/say.ts";
import { causeBlocks } from "./cause-blocks.ts";
import { findingBlocks, scenarioName } from "./report-card.ts";
import { list, section, text } from "./words.ts";

export function whyCard(report: Report): Card {
  const because = new Set(report.cause?.because ?? []);
  const findings = [...report.findings].sort(byGravity);
  const rests = findings.filter((finding) => because.has(finding.id));
  const others = findings.filter((finding) => !because.has(finding.id));
  const title = say("card.why.title", { cluster: report.clusterName, scenario: scenarioName(report.scenario) });
  const body: CardBlock[] = [];
  if (report.cause === undefined) body.push(text(say("card.cause.none"), { strong: true }));
  else body.push(...causeBlocks(report.cause));
  if (rests.length > 0)
    body.push(text(say("card.why.rests", { count: rests.length })), ...rests.flatMap(findingBlocks));
  if (report.remedies.length > 0) {
    body.push(text(say("card.why.remedies"), { strong: true }));
    body.push(
      list(
        report.remedies.map((remedy) => ({ text: remedy.title, detail: remedy.reason })),
        true,
      ),
    );
  }
  if (others.length > 0) {
    body.push(section("others", say("card.why.others", { count: others.length }), others.flatMap(findingBlocks)));
  }
  return { title, tone: "neutral", body, actions: [], summary: title };
}
