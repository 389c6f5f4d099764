import { faultSuite } from "./fault-suite"

faultSuite("faults-disasters-more")
