import path from "node:path"
import { main } from "./main"

// In the package this is a file in `dist`.
process.exitCode = main(process.argv.slice(2), path.join(__dirname, "../starter"))
