import { BuildSessions } from "./build/build-session"
import { CardReader } from "./cards/card-facts"
import { CallLog } from "./control/call-log"
import { FaultRules } from "./faults/fault-rules"
import { IdempotencyMemory } from "./api/idempotency-memory"
import { Contracts } from "./ledger/contract"
import { Ledger } from "./ledger/ledger"
import { OutcomeRules } from "./ledger/outcome-rules"
import { Notifier } from "./notifications/notifier"
import { RandomSource } from "./random-source"
import { defaultTerminals, toTerminal, type SimulatorOptions, type Terminal } from "./simulator-options"
import { initialSwitches, type SwitchChanges, type Switches } from "./switches"
import { Authentications } from "./threeds/authentications"
import { SimulatedClock } from "./time/simulated-clock"
import { Timers } from "./time/timers"

/** The complete state of a running simulator. Nothing is written to disk. */
export class World {
  readonly terminals: readonly Terminal[]
  readonly clock = new SimulatedClock()
  readonly timers = new Timers()
  readonly cards = new CardReader()
  readonly calls = new CallLog(this.clock)
  readonly faults = new FaultRules()
  readonly random: RandomSource
  readonly ledger: Ledger
  readonly contracts = new Contracts(this.clock)
  readonly authentications: Authentications
  readonly builds: BuildSessions
  readonly outcomes = new OutcomeRules(this.cards)
  readonly idempotency = new IdempotencyMemory(this.clock)
  readonly notifier: Notifier
  switches: Switches
  /** The simulator's URL for browsers; set once it listens. */
  publicUrl = ""
  /**
   * The URL of the frames of XPay Build for browsers. Its origin differs from any shop's and from the back office's.
   */
  framesUrl = ""

  constructor(private readonly options: SimulatorOptions) {
    this.terminals = (options.terminals ?? defaultTerminals).map(toTerminal)
    this.switches = initialSwitches(options.switches)
    this.random = new RandomSource(options.seed)
    this.ledger = new Ledger(this.clock, this.random)
    this.authentications = new Authentications(this.random)
    this.builds = new BuildSessions(this)
    this.notifier = new Notifier(this)
  }

  changeSwitches(changes: SwitchChanges): void {
    this.switches = { ...this.switches, ...changes }
  }

  /** Restores every switch to its value at start. */
  resetSwitches(): void {
    this.switches = initialSwitches(this.options.switches)
  }

  /** Clears everything except the terminals and the initial switches. */
  reset(): void {
    const parts = [
      this.timers,
      this.clock,
      this.calls,
      this.faults,
      this.ledger,
      this.contracts,
      this.authentications,
      this.builds,
      this.outcomes,
      this.idempotency,
      this.notifier,
    ]
    for (const part of parts) part.clear()
    this.resetSwitches()
  }
}
