// 中文消息：同一张卡片，两种语言。
export const language = {
  "language.other": "English",
  "language.moment": "这是 {at} 的状态，会话中的卡片会继续更新。",
  "language.gone": "这张卡片太旧，无法再用另一种语言显示。",
  "language.gone.next": "请重新提问，回答会使用您的语言。可用 /certops language 更改语言。",
} as const;
