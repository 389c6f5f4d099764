import { faultSuite } from "./fault-suite"

faultSuite("faults-network")
