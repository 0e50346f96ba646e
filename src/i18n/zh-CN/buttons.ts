// 中文消息：卡片下方的按钮行。
export const buttons = {
  "buttons.more": "更多（{count}）",
} as const;
