// How CUCM's command line speaks: its prompt, its "more" marks, its questions.
import type { ShellDialect } from "../../transport/ssh-dialect.ts";

const enterMark = /Press <enter> for 1 line, <space> for one page, or <q> to quit\s*$/;
const optionsMark = /options: q=quit, n=next, p=prev, b=begin, e=end \(lines (\d+) - (\d+) of (\d+)\)\s*:\s*$/;

/** Marks from Cisco's unicon (mock data `vos`) and the ER 12.5 guide; question forms from the CLI references 12.5, 15. */
export const cucmDialect: ShellDialect = {
  prompt: /(?:^|\n)[ \t]*admin:\s*$/,
  pages: [
    { mark: enterMark, turn: () => " " },
    // At the end of a file `n` would show the last page for ever.
    { mark: optionsMark, turn: (found) => (found[2] === found[3] ? "q" : "n") },
  ],
  // From the beginning of a run of blanks: a node may print nothing but blanks.
  pageMarks:
    /(?<![ \t])[ \t]*(?:Press <enter> for 1 line, <space> for one page, or <q> to quit|(?:end of the file reached\s{1,9})?options: q=quit, n=next, p=prev, b=begin, e=end \(lines \d{1,9} - \d{1,9} of \d{1,9}\)[ \t]{0,9}:)[ \t]*/g,
  questions: [
    { shape: /\(yes ?[|/] ?no\)\s*\??\s*:?\s*$/i, no: "no\n" },
    { shape: /\(y ?[|/] ?n\)\s*\??\s*:?\s*$/i, no: "n\n" },
    // Ctrl-C: an unexpected wish for a certificate is not met.
    { shape: /Paste the Certificate and Hit Enter\s*:?\s*$/i, no: "\x03" },
    { shape: /Enter "y" followed by return to continue\s*:\s*$/i, no: "n\n" },
    // Ctrl-C: whoever asks for a password, a user or a server wants something that the bot does not give.
    {
      shape: /(?:password|passphrase|user(?: ?name| ?id)?|server|host(?:name)?|path|directory)\b[^\n]{0,60}:\s*$/i,
      no: "\x03",
    },
  ],
};
