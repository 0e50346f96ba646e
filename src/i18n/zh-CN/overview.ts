// Chinese messages: news beside cards, and the overview.
import type { overview as en } from "../en/overview.ts";

export const overview: Readonly<Record<keyof typeof en, string>> = {
  "news.called": "{person}：此申请仍无人表决，将于 {until} 过期。",
  "news.approved": "已批准，将于 {at} 开始。",
  "news.ended": "申请已结束：{state}。",
  "news.ran": "变更已结束：{state}。",
  "news.summary": "{title}：{what}",
  "overview.title": "CertOps：总览",
  "overview.approvals": "待批准的申请",
  "overview.runs": "正在执行的变更",
  "overview.certificates": "{cluster} 的紧急证书",
  "overview.no-approvals": "没有待批准的申请。",
  "overview.no-runs": "没有正在执行的变更。",
  "overview.not-read": "自机器人启动以来尚未读取 {cluster} 的证书。",
  "overview.none-urgent": "30 天内没有证书到期，各端口均使用已存储的证书（读取于 {at}）。",
  "overview.more": "另有 {count, plural, other {# 个}}",
  "overview.certificate": "{node} 上的 {unit}",
  "overview.read": "读取 {cluster} 的证书",
  "overview.help": "可以问什么？",
  "command.overview.summary": "紧急证书、待批准的申请、正在执行的变更",
};
