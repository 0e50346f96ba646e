// Where the settings keep the records: a file in the data folder, or a database.
import { dataFiles } from "../config/files.ts";
import type { Settings } from "../config/settings.ts";
import type { StorePlace } from "../store/open.ts";

export function storePlace(settings: Settings, memory = false): StorePlace {
  if (memory) return { file: ":memory:" };
  if (settings.store?.kind === "postgres") return { url: settings.store.url.reveal() };
  return { file: dataFiles(settings.dataFolder).database };
}
