import { killSuite } from "./kill-suite"
import { RECOVERIES } from "./points"

killSuite("kills-two", "two processes", RECOVERIES)
