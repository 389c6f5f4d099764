import { faultSuite } from "./fault-suite"

faultSuite("faults-disasters-two-steps")
