// Sample: a finished diagnosis in which people have answered one of two questions and ticked off one manual step.
import type { PersonId } from "../../src/domain/ids.ts";
import type { Report } from "../../src/domain/report.ts";
import { stepKey } from "../../src/domain/word.ts";
import { at, finished, plain } from "./samples.ts";

const [first] = finished.remedies;
if (first === undefined) throw new Error("the sample has remedies");
const ben = "ben" as PersonId;

export const asked: Report = {
  ...finished,
  questions: [
    {
      id: "phone-shows",
      text: plain("What does a silent phone show?"),
      how: plain("Any phone of the affected ones will do."),
      options: [{ id: "registering", label: plain("Registering") }],
    },
    {
      id: "since",
      text: plain("Were phones restarted by hand?"),
      how: plain("Ask the site: a power cut counts too."),
      options: [
        { id: "yes", label: plain("Yes") },
        { id: "no", label: plain("No") },
        { id: "nobody-knows", label: plain("Nobody knows"), verdict: "unknown" },
      ],
    },
    { id: "later", text: plain("Who has the key’s backup?"), options: [{ id: "we", label: plain("We have it") }] },
  ],
  words: [
    { id: "wrd_1", kind: "answer", about: "phone-shows", value: "registering", by: ben, at: at(4) },
    { id: "wrd_2", kind: "step", about: stepKey(finished.remedies[1] ?? first, 0), value: "done", by: ben, at: at(5) },
  ],
};
