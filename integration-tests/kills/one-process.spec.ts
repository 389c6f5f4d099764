import { killSuite } from "./kill-suite"
import { RECOVERIES } from "./points"

killSuite("kills-one", "one process", RECOVERIES)
