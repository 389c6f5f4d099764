import { faultSuite } from "./fault-suite"

faultSuite("faults-network", (kind) => kind !== "killed" && kind !== "database down")
