// 简体中文 messages: the database server and the command that moves a store.
import type { store as en } from "../en/store.ts";

export const store: Readonly<Record<keyof typeof en, string>> = {
  "store.refused": "无权使用数据文件：{file}",
  "store.refused.next": "请检查机器人用户的权限。",
  "store.pg.busy": "数据库 {database} 太忙，没有回答。",
  "store.pg.busy.next": "请一分钟后再试。在它回答之前不会开始任何更改；已确认的内容都保留着。",
  "store.pg.read-only": "数据库 {database} 现在不能写入（备库，或被设为只读）。",
  "store.pg.read-only.next": "请让机器人连接主库，或等待故障切换完成。在可以写入之前不会开始任何更改。",
  "store.pg.disk": "数据库 {database} 报告磁盘错误。",
  "store.pg.disk.next": "请检查数据库服务器的磁盘。在数据可以写入之前不会开始任何更改。",
  "store.pg.damaged": "数据库 {database} 报告其数据已损坏。",
  "store.pg.damaged.next": "请从备份恢复；在此之前机器人不会开始任何更改。",
  "store.pg.full": "数据库 {database} 的磁盘已满。",
  "store.pg.full.next": "请在那里腾出空间。在数据可以写入之前不会开始任何更改；已确认的内容都保留着。",
  "store.pg.gone": "无法连接数据库 {database}。",
  "store.pg.gone.next":
    "请检查服务器是否在运行、网络是否放行，然后再试。在此期间不会开始任何更改；已确认的内容都保留着。",
  "store.pg.newer": "数据库 {database} 由更新版本的机器人写入。",
  "store.pg.newer.next": "请把这个机器人也升级到该版本；旧版本可能丢失新版本保存的内容。",
  "store.pg.refused": "数据库 {database} 拒绝了机器人的登录，或缺少权限。",
  "store.pg.refused.next":
    "请检查 store.urlEnv 或 store.urlFile 所指变量或文件中的用户、密码和数据库名；该用户必须拥有数据库中的表。",
  "store.move.no-source": "没有可迁移的嵌入式存储：{file} 不存在。",
  "store.move.no-source.next": "请检查 certops.yaml 中的 `data:`；没有旧存储就没有什么可迁移的。",
  "store.move.not-empty": "数据库 {database} 中有 {file} 里没有的记录。",
  "store.move.not-empty.next": "请指定一个空数据库；两个存储不能合并，否则审计链会断开。",
  "store.move.differs": "复制之后，{table} 在 {database} 中有 {there} 条记录，在 {file} 中有 {here} 条。",
  "store.move.differs.next": "没有切换，旧文件原样未动。请清空数据库后再次运行该命令。",
  "store.move.chain": "审计链已损坏：{what}",
  "store.move.chain.next": "旧文件原样未动。迁移之前请先用 `certops audit verify` 检查它。",
};
