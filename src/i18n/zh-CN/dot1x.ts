// Chinese messages: authentication servers of 802.1X, their configuration, and the check of whom they trust.
export const dot1x = {
  "dot1x.config.missing": "没有 {key} 就无法读取 {kind}。",
  "dot1x.config.useless": "{key} 对 {kind} 没有意义。",
  "dot1x.config.fix": "{kind} 请恰好填写：name、kind、{keys}。",
  "dot1x.login-refused": "{server} 拒绝了账户 {user}。",
  "dot1x.login-refused.next": "请更正 {user} 的密码；{minutes} 分钟内不再尝试，以免账户被锁定。",
  "dot1x.no-account": "{server} 没有配置账户。",
  "dot1x.no-account.next": "请在 certops.yaml 中为该身份验证服务器添加 account。",
  "dot1x.refused": "{server} 返回 HTTP {status}。",
  "dot1x.refused.next": "请在 {server} 上直接查看受信任证书，然后重新检查。",
  "dot1x.forbidden.next":
    "请为 {server} 上的账户授予读取受信任证书的权限（ISE：ERS Operator 或更高，并启用 Open API）。",
  "dot1x.no-api.next":
    "{server} 的 API 不提供受信任证书（ISE 3.1 及更高版本在启用 Open API 后提供）：请在服务器上直接查看。",
  "dot1x.command-refused": "{server} 不允许该账户运行“{command}”。",
  "dot1x.command-refused.next": "请为 {server} 上的账户设置无需 enable 即可运行该命令的权限级别。",
  "dot1x.no-file": "{server}：无法读取 {file}。",
  "dot1x.no-file.next": "请更正 certops.yaml 中 {server} 的 file：应为其 EAP 模块 ca_file 所指的文件，且账户可读。",
  "dot1x.not-understood": "{server}：无法理解其受信任证书颁发机构列表。",

  "dot1x.check": "802.1X：LSC 由谁颁发，身份验证服务器信任谁",
  "dot1x.lscs": "{phones} 部电话有 LSC（{issuers}）；{without} 部没有",
  "dot1x.lscs-former": "{phones} 个 LSC 由旧的 CAPF 颁发（{issuers}）",
  "dot1x.lscs-former.means": "只有身份验证服务器仍然信任旧的 CAPF 时，这些电话才能接入网络。",
  "dot1x.issuers-unknown": "CUCM 未说明 {phones} 个 LSC 由谁颁发",
  "dot1x.issuers-unknown.next": "此版本不保存颁发者：请查看一部电话（设置 > 管理员设置 > 安全设置，LSC）。",
  "dot1x.none": "未配置身份验证服务器：无法得知它信任谁",
  "dot1x.none.next":
    "请将服务器的受信任 CA 列表作为文件拖入此对话（PEM、PKCS#7 或 DER；一个文件可含多个证书）并点击其按钮。若需要计划，或想省去这一步：请在 certops.yaml 中为该集群添加 authenticationServers（ISE、ASA、FreeRADIUS 或含有其受信任 CA 的文件）。",
  "dot1x.issuer-missing": "{server} 不信任 {issuer}，而 {phones} 部电话的 LSC 由它颁发",
  "dot1x.issuer-missing.means": "使用此类 LSC 的 EAP-TLS 以 EAP-Failure 结束：从下次身份验证起，电话的端口保持关闭。",
  "dot1x.issuer-not-for-clients": "{server} 有 {issuer}，但未用于客户端身份验证：{phones} 部电话的 LSC 由它颁发",
  "dot1x.issuer-expired": "{server} 信任 {issuer}，但其证书已过期：{phones} 部电话持有它颁发的 LSC",
  "dot1x.present-missing": "{server} 不信任当前的 CAPF {capf}（序列号 {serial}）",
  "dot1x.present-missing.means": "CAPF 颁发的下一个 LSC 将使该电话无法接入网络。",
  "dot1x.trusts-all": "{server} 信任当前的 CAPF {capf}（序列号 {serial}）以及电话 LSC 的颁发者",
} as const;
