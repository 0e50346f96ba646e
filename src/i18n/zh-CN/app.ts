// 简体中文 messages of the composition: practice cluster refusals, snapshot changes, scenarios that cannot be diagnosed yet.
import type { app as english } from "../en/app.ts";

export const app: Readonly<Record<keyof typeof english, string>> = {
  "app.lab.refused": "练习集群拒绝了操作：{why}",
  "app.lab.refused.next": "请在面板中查看其状态，然后重试。",
  "app.scenario.missing": "已识别为 {scenario}，但此版本仅能诊断：{known}。",
  "app.scenario.missing.next": "请用 /certops certs 查看证书，用 /certops impact 查看各证书的影响。",
  "app.impact.unknown": "没有名为 {name} 的证书。",
  "app.impact.names": "是指 {near} 吗？现有：{names}。",
  "app.danger.all-anchors-replaced":
    "切勿同时续订 {units}：电话将没有任何依据信任新列表。文档 214231 称该状态不可恢复，除非从每部电话上删除 ITL 或恢复备份。",
  "app.danger.callmanager-and-tvs": "切勿同时续订 {units}：能为新证书担保的服务也随之被替换。",
  "app.danger.signer-and-tvs": "不要同时续订 {units}：列表换了签名者，而能为其担保的服务也被替换。",
  "app.danger.more-than-one":
    "{units}：一次只续订一个信任列表证书。所有电话已注册且 ITL File Status 为 Match 后，再续订下一个。",
  "app.snapshot.certificate": "{node}：{unit} 由 {was} 变为 {now}",
  "app.snapshot.list": "{node}：{kind} 已改变",
  "app.snapshot.list-signer": "{node}：{kind} 原由 {was} 签名，现由 {now} 签名",
  "app.snapshot.mode": "集群模式由 {was} 变为 {now}",
  "app.snapshot.release": "版本由 {was} 变为 {now}",
  "app.snapshot.phones": "已注册电话由 {was} 变为 {now} 部",
  "app.snapshot.started": "{node}：{service} 于 {at} 启动",
  "app.snapshot.stopped": "{node}：{service} 已停止",
  "app.snapshot.tvs": "{node}：TVS 出示了另一张证书",
  "app.snapshot.phones-lost": "{phones} 部电话失去注册",
  "app.snapshot.phones-back": "{phones} 部电话恢复注册",
  "app.snapshot.phones-removed": "{phones} 部电话不再配置",
  "app.snapshot.node.added": "{node}：新增",
  "app.snapshot.node.removed": "{node}：已移除",
  "app.snapshot.node.reachable": "{node}：恢复可达",
  "app.snapshot.node.unreachable": "{node}：不可达",
  "app.snapshot.blind": "{what}：无法比较，其中一次未能读取",
  "app.snapshot.blind-node": "{node}，{what}：无法比较，其中一次未能读取",
};
