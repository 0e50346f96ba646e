// 简体中文 messages: what people add to a diagnosis (answers, manual steps that are done).
import type { words as en } from "../en/words.ts";

export const words: Readonly<Record<keyof typeof en, string>> = {
  "diagnosis.answered": "{question}“{answer}”",
  "diagnosis.no-such": "此诊断中没有问题或手动步骤“{what}”。",
  "diagnosis.no-such.next": "请使用最新卡片上的按钮；再次检查后，所问的内容可能已变化。",
  "diagnosis.too-many": "此诊断已有 {count, number} 个回答和勾选。",
  "diagnosis.too-many.next": "请用“再次检查”开始新的诊断。",

  "card.question.title": "只有人能看到的情况：",
  "card.question.answered": "{answer} · {by}，{at}",
  "card.runbook.done": "已完成 · {by}，{at}",
  "card.button.tick": "已完成：{number}",
  "card.button.take-back": "未完成：{number}",
  "card.button.take-back-answer": "撤回最后的回答",
  "card.audit.kind.answered": "回答了问题",
  "card.audit.kind.step-ticked": "勾选了手动步骤",

  "command.answer.summary": "回答诊断中只有人能看到的情况",
  "command.answer.title": "{id} 的问题",
  "command.answer.nothing": "此诊断不需要人来回答任何问题。",
  "command.answer.how": "回答方式：/certops answer {id} <question> <option>",
  "command.tick.summary": "按编号（如 1.3）勾选操作手册中的手动步骤；“back”表示撤回",
};
