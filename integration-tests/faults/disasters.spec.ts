import { faultSuite } from "./fault-suite"

faultSuite("faults-disasters", (kind) => kind === "killed" || kind === "database down")
