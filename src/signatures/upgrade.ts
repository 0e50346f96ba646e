// `utils system upgrade status`: is an upgrade at work on this node?
import { cleanOutput, contentLines } from "./lines.ts";
import { notUnderstood, type Parsed, understood } from "./parsed.ts";

const ended = /fail|complete|success|cancel|abort|finish|not (?:in progress|running|started)/i;
const going = /progress|running|started|initiat|install|download|upgrad|switch|pending|queued|wait|process/i;

/**
 * `Upgrade status: Failed`, followed by file and log, is the one line of which a capture is known (15.0.1, Unity Connection on
 * the same platform); a node that was never upgraded says so in words that begin with "no". Anything else is not understood:
 * a change must not start on a guess.
 */
export function parseUpgradeStatus(raw: string): Parsed<boolean> {
  const lines = contentLines(raw);
  const status = lines
    .map((line) => /\bUpgrade status\s?: ?([^\n]{1,80}?)(?= Upgrade (?:file|log)|$)/i.exec(line)?.[1])
    .find((found) => found !== undefined);
  if (status !== undefined) {
    const line = `Upgrade status: ${status}`;
    if (ended.test(status)) return understood(false, [line]);
    return going.test(status) ? understood(true, [line]) : notUnderstood("no-status", cleanOutput(raw), line);
  }
  const none = lines.find((line) => /\b(?:no|not)\b[^\n]{0,60}\b(?:upgrade|install)/i.test(line));
  return none === undefined ? notUnderstood("no-status", cleanOutput(raw)) : understood(false, [none]);
}
