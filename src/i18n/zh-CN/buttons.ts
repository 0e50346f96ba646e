// 中文消息：卡片下方的按钮行。
export const buttons = {
  "buttons.more": "更多（{count}）",
  "buttons.ask.diagnose": "查找故障原因",
  "buttons.ask.certs": "查看证书",
  "buttons.ask.impact": "续订的影响",
  "buttons.ask.renew": "如何续订证书",
  "buttons.ask.restart": "提出重启服务的方案",
  "buttons.ask.reset": "提出重置电话的方案",
  "buttons.ask.approvals": "待批准的申请",
  "buttons.ask.audit": "谁申请、批准并执行了什么",
  "buttons.ask.help": "可以问什么",
  "buttons.scenario.phones-unregistered": "电话未注册",
  "buttons.scenario.sso-login-failed": "单点登录失败",
  "buttons.scenario.mra-registration-failed": "经 Expressway 的电话未注册",
  "buttons.scenario.dot1x-failed": "电话 802.1X 身份验证失败",
  "buttons.scenario.secure-phones-unregistered": "安全电话未注册",
} as const;
