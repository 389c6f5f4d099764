export { startSimulator, type Simulator } from "./start-simulator"
export {
  explicitApiKey,
  implicitApiKey,
  type SimulatorOptions,
  type TerminalOptions,
} from "./simulator-options"
export { SimulatorControl, type CallFilter } from "./control/control-client"
export { behaviourCards, testCards, type BehaviourCard, type TestCard } from "./cards/test-cards"
export { type SwitchChanges, type Switches } from "./switches"
export { type CallRecord } from "./control/call-log"
export { type BuildDump, type ContractDump, type LedgerDump, type LiveHold } from "./control/ledger-dump"
export { type OperationDump, type OrderDump } from "./control/ledger-dump"
export { type Balance } from "./ledger/balance"
export { type Fault, type FaultKind, type NewFault } from "./faults/fault-rules"
export { type NewOutcome, type OfficeAction, type Conclusion } from "./control/control-requests"
export { type OperationResult, type OperationType } from "./ledger/operation"
export { type NotificationRecord } from "./notifications/notifier"
export { type ClockState } from "./time/simulated-clock"
