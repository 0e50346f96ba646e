// Where the bot begins: reads the configuration, builds the world around it, and runs until it is told to stop.
import { parseArgs } from "node:util";
import { standardIo } from "./certops/io.ts";
import { start } from "./certops/start.ts";

const { values } = parseArgs({ options: { config: { type: "string" } } });
process.exitCode = await start(values, standardIo);
