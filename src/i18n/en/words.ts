// English messages: what people add to a diagnosis (answers, manual steps that are done).
export const words = {
  "diagnosis.answered": "{question} “{answer}”",
  "diagnosis.no-such": "This diagnosis has no question and no manual step “{what}”.",
  "diagnosis.no-such.next": "Use the buttons of the newest card; a later look may have changed what is asked.",
  "diagnosis.too-many": "This diagnosis has {count, number} answers and ticks already.",
  "diagnosis.too-many.next": "Start a new diagnosis with “Check again”.",

  "card.question.title": "What only a person can see:",
  "card.question.answered": "{answer} · {by}, {at}",
  "card.runbook.done": "done · {by}, {at}",
  "card.button.tick": "Done: {number}",
  "card.button.take-back": "Not done: {number}",
  "card.button.take-back-answer": "Take the last answer back",
  "card.audit.kind.answered": "answered a question",
  "card.audit.kind.step-ticked": "ticked off a manual step",

  "command.answer.summary": "answer what only a person can see in a diagnosis",
  "command.answer.title": "Questions of {id}",
  "command.answer.nothing": "Nothing is asked of people in this diagnosis.",
  "command.answer.how": "Answer with: /certops answer {id} <question> <option>",
  "command.tick.summary": "tick off a manual step of a runbook, by its number (1.3); “back” takes it back",
} as const;
